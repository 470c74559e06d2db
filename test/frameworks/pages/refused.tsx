import type {} from 'help-board/react';

// What a checker must refuse: an error that is missing here is one.
export const refused = [
  // @ts-expect-error no such view
  <help-board board="qingxi" view="feeds" />,
  // @ts-expect-error a number
  <help-board board="qingxi" page-size="many" />,
  // @ts-expect-error the receipt has no such field
  <help-board board="qingxi" onhelp-board-sent={({ detail }) => detail.receipt.number} />,
  // @ts-expect-error the user is an object
  <help-board board="qingxi" user="王秀兰" />,
  // @ts-expect-error a text
  <help-board-home board={1} />,
  // @ts-expect-error the token is a text, now or later
  <help-board-home-editor board="qingxi" user={{ getToken: () => 42 }} />,
  // @ts-expect-error a text
  <help-board-home-editor board="qingxi" site-css={['/assets/site.css']} />,
];
