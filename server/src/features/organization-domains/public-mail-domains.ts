/**
 * The largest services at which anybody can get an address. No package of such a list is kept up as well as it would have to be, and none
 * can be whole: this is a first guard against a slip, and the mailbox of an administrator, which nobody gets there, is the second.
 */
const SERVICES = `
  gmail.com googlemail.com outlook.com outlook.de outlook.fr hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.it live.com live.co.uk
  live.fr msn.com yahoo.com yahoo.co.uk yahoo.co.jp yahoo.co.in yahoo.com.br yahoo.de yahoo.fr yahoo.it yahoo.es ymail.com rocketmail.com
  icloud.com me.com mac.com aol.com aim.com proton.me protonmail.com pm.me tuta.com tutanota.com tutamail.com fastmail.com zoho.com
  zohomail.com mail.com hey.com hushmail.com mailbox.org posteo.de gmx.de gmx.net gmx.com gmx.at gmx.ch web.de t-online.de freenet.de
  mail.ru bk.ru inbox.ru list.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net qq.com foxmail.com 163.com 126.com sina.com sohu.com
  naver.com daum.net hanmail.net docomo.ne.jp rediffmail.com orange.fr wanadoo.fr free.fr sfr.fr laposte.net libero.it virgilio.it
  tiscali.it seznam.cz wp.pl o2.pl onet.pl interia.pl abv.bg bluewin.ch uol.com.br bol.com.br terra.com.br comcast.net verizon.net
  att.net sbcglobal.net bellsouth.net cox.net btinternet.com sky.com virginmedia.com bigpond.com
`;

const PUBLIC: ReadonlySet<string> = new Set(SERVICES.trim().split(/\s+/));

/** Whether the canonical domain, or one that it is a subdomain of, is such a service's. */
export function isPublicMailDomain(domain: string): boolean {
  const labels = domain.split(".");
  return labels.some((_label, index) => PUBLIC.has(labels.slice(index).join(".")));
}
