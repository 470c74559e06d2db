import { createApp } from 'vue';
import Help from './help.vue';

createApp(Help).mount('#app');
