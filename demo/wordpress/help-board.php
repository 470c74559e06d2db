<?php
/**
 * Plugin Name: Help board 求助平台
 * Description: [help-board board="qingxi"] puts the board into a post or page, [help-board-home board="qingxi" href="/help"] the slot.
 * Version: 0.1.0
 * License: MIT
 *
 * Copy it into wp-content/plugins, activate it, and say in wp-config.php where the script is:
 * define( 'HELP_BOARD_SCRIPT', 'https://help.example.cn/help-board.js' );
 */

defined( 'ABSPATH' ) || exit;

// Whoever may write a post may not choose where its script comes from, nor where what is written goes: no `backend`.
const HELP_BOARD_ATTRIBUTES = array(
	'board', 'view', 'tab', 'request', 'lang', 'theme', 'text-size', 'page-size', 'routing', 'source',
	'no-compose', 'no-stats', 'no-live', 'no-comments', 'no-me-too', 'href', 'layout', 'opens',
);

/** The element for a shortcode of its name; what stands between [help-board] and [/help-board] shows until it is ready. */
function help_board_element( $given, $content, $tag ) {
	if ( ! defined( 'HELP_BOARD_SCRIPT' ) ) {
		return current_user_can( 'edit_posts' ) ? esc_html( '求助平台：请在 wp-config.php 里写上 HELP_BOARD_SCRIPT。' ) : '';
	}
	wp_enqueue_script( 'help-board', HELP_BOARD_SCRIPT, array(), null, true );
	$attributes = '';
	foreach ( (array) $given as $name => $value ) {
		// `no-stats` without a value comes as the value of a number.
		if ( is_int( $name ) ) {
			list( $name, $value ) = array( $value, '' );
		}
		if ( in_array( $name, HELP_BOARD_ATTRIBUTES, true ) ) {
			$attributes .= sprintf( ' %s="%s"', $name, 'href' === $name ? esc_url( $value ) : esc_attr( $value ) );
		}
	}
	$meanwhile = $content ? wp_kses_post( $content ) : '急事请拨 110 / 119 / 120';
	return "<$tag$attributes>$meanwhile</$tag>";
}

add_shortcode( 'help-board', 'help_board_element' );
add_shortcode( 'help-board-home', 'help_board_element' );
