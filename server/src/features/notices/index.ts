export { deviceOf } from "./device.ts";
export { giveNotice, giveNotices } from "./give-notice.ts";
export { noticeRoutes } from "./notices.routes.ts";
export { deleteNoticesOfNobody, deleteOldNotices, hasBeenTold } from "./notices.queries.ts";
