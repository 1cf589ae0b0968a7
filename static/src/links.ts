// /p/ID, /u/HANDLE, /s/SITE: draw the posts that came with the page.
import { nothing, render } from "lit/html.js";
import { bootstrap } from "./bootstrap.ts";
import { heard, now } from "./clock.ts";
import { part } from "./find.ts";
import { log } from "./log.ts";
import { OwnPosts } from "./own_posts.ts";
import { Timeline } from "./timeline.ts";

const page = bootstrap();
heard(page.server_time);
const timeline = new Timeline();
timeline.replace(page.timeline ?? []);
const own = new OwnPosts(draw, (post) => { timeline.put(post); draw(); }, (id) => { timeline.remove(id); draw(); });
draw();

function draw(): void {
  render(log(timeline.all(), now(), own) ?? nothing, part("posts"));
}
