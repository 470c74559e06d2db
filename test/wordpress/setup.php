<?php
// Installs WordPress into an empty database and writes its posts. Called with the site's address and the script's; prints
// the posts' numbers as JSON.
[ , $root, $site, $script ] = $argv;
$_SERVER['HTTP_HOST'] = parse_url( $site, PHP_URL_HOST ) . ':' . parse_url( $site, PHP_URL_PORT );
define( 'WP_INSTALLING', true );
require "$root/wp-load.php";
require ABSPATH . 'wp-admin/includes/upgrade.php';

$admin = wp_install( '清溪新闻网', 'admin', 'admin@example.cn', false, '', 'a-password-of-tests' )['user_id'];
$author = wp_insert_user( array( 'user_login' => 'author', 'user_pass' => 'another', 'role' => 'author' ) );
activate_plugin( 'help-board.php' );

/** Saves a post as one of the users, with all that WordPress filters out for them. */
function write( $user, $title, $content ) {
	wp_set_current_user( $user );
	kses_init();
	return wp_insert_post( array( 'post_title' => $title, 'post_content' => wp_slash( $content ), 'post_status' => 'publish' ) );
}
echo json_encode( array(
	'html' => write( $admin, '求助平台', "<!-- wp:html -->\n<script async src=\"$script\"></script>\n<help-board-home board=\"qingxi\" href=\"/help\">有困难？</help-board-home>\n<help-board board=\"qingxi\">急事请拨 110 / 119 / 120</help-board>\n<!-- /wp:html -->" ),
	'shortcode' => write( $author, '有困难，说一声', "<!-- wp:shortcode -->\n[help-board-home board=\"qingxi\" href=\"/help\"]\n[help-board board=\"qingxi\" text-size=\"large\" backend=\"https://elsewhere.example\" source='\"><img src=x onerror=alert(1)>' no-live]\n<!-- /wp:shortcode --><script>alert(1)</script>" ),
) );
