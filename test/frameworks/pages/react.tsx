import 'help-board';
import 'help-board/home';
import type {} from 'help-board/react';
import type { HelpBoardEvent, HostUser } from 'help-board';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

const backend = 'https://help.example.cn/api';
const user: HostUser = { name: '王秀兰', phone: '10000004321' };

function Help() {
  const [shown, show] = useState(true);
  const [code, setCode] = useState('');
  const sent = ({ detail }: HelpBoardEvent<'sent'>) => setCode(detail.receipt.trackingCode);
  return (
    <main>
      <help-board-home board="qingxi" backend={backend} />
      <button onClick={() => show(!shown)}>打开或收起</button>
      {shown && (
        <help-board board="qingxi" backend={backend} user={user} text-size="large" onhelp-board-sent={sent}>
          急事请拨 120
        </help-board>
      )}
      <output>{code}</output>
    </main>
  );
}

createRoot(document.querySelector('#app')!).render(<Help />);
