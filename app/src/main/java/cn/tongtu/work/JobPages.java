package cn.tongtu.work;

import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Paging;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.view.Sort;
import cn.tongtu.work.view.JobView;
import cn.tongtu.work.view.JobsPage;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.servlet.view.RedirectView;

/** The list of jobs, what may be started, and one job with its progress and what came of it. */
@Controller
class JobPages {
  static final String PATH = "/work";
  private static final int ROWS = 50;
  private static final int FINDINGS_SHOWN = 20;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Jobs jobs;
  private final JobRows rows;
  private final Kinds kinds;
  private final Clock clock = Clock.systemUTC();

  JobPages(Jobs jobs, JobRows rows, Kinds kinds) {
    this.jobs = jobs;
    this.rows = rows;
    this.kinds = kinds;
  }

  static String href(long id) {
    return PATH + "/" + id;
  }

  @GetMapping(PATH)
  ModelAndView list(
      @RequestParam(defaultValue = "") String sort,
      @RequestParam(defaultValue = "1") int page,
      Actor.Staff actor) {
    var seen = jobs.seen(actor);
    var order = Sort.of(sort, "-asked", JobRows.COLUMNS.keySet(), Address.of(PATH));
    var paging = Paging.of(page, ROWS, rows.count(actor.id(), seen), order.address());
    var now = clock.instant();
    return new ModelAndView(
        "work/list",
        "page",
        new JobsPage(
            rows.page(actor.id(), seen, order, paging.offset(), ROWS).stream()
                .map(job -> view(job, List.of(), now))
                .toList(),
            paging,
            order,
            !seen.isEmpty(),
            offered(actor)));
  }

  @GetMapping(PATH + "/new")
  ModelAndView choose(Actor.Staff actor) {
    return new ModelAndView(
        "work/new",
        "page",
        new JobsPage(
            List.of(),
            Paging.of(1, 1, 0, Address.of(PATH)),
            Sort.of("", "-asked", JobRows.COLUMNS.keySet(), Address.of(PATH)),
            false,
            offered(actor)));
  }

  private List<JobsPage.Kind> offered(Actor.Staff actor) {
    return jobs.offered(actor).stream()
        .map(work -> new JobsPage.Kind(work.kind(), work.name(), work.says()))
        .toList();
  }

  @PostMapping(PATH)
  ModelAndView start(@RequestParam(defaultValue = "") String kind, Actor.Staff actor) {
    if (!kinds.get(kind).offered()) {
      throw new NotFound("这种任务不能从这里开始", "this kind of work is not started from here");
    }
    return seeOther(href(jobs.start(kind, Map.of(), actor)));
  }

  @GetMapping(PATH + "/{job}")
  ModelAndView one(@PathVariable long job, Actor.Staff actor) {
    return new ModelAndView("work/job", "page", shown(job, actor));
  }

  /** The part of the page that changes while it runs. */
  @GetMapping(PATH + "/{job}/progress")
  ModelAndView progress(@PathVariable long job, Actor.Staff actor) {
    return new ModelAndView("work/progress", "page", shown(job, actor));
  }

  private JobView shown(long id, Actor.Staff actor) {
    var job = jobs.get(id, actor);
    return view(job, rows.findings(id, FINDINGS_SHOWN), clock.instant());
  }

  @PostMapping(PATH + "/{job}/cancel")
  ModelAndView cancel(@PathVariable long job, Actor.Staff actor) {
    jobs.cancel(job, actor);
    return seeOther(href(job));
  }

  @PostMapping(PATH + "/{job}/again")
  ModelAndView again(@PathVariable long job, Actor.Staff actor) {
    return seeOther(href(jobs.again(job, actor)));
  }

  /** One finding a line, for a text editor or a spreadsheet. */
  @GetMapping(PATH + "/{job}/findings")
  ResponseEntity<byte[]> findings(
      @PathVariable long job, Actor.Staff actor, HttpServletRequest request) {
    var known = jobs.get(job, actor);
    var english = RequestContextUtils.getLocale(request).getLanguage().equals("en");
    var lines =
        rows.findings(known.id(), Integer.MAX_VALUE).stream()
            .map(finding -> english ? finding.english() : finding.chinese())
            .collect(Collectors.joining("\r\n", BYTE_ORDER_MARK, "\r\n"));
    return download(
        known.kind() + "-" + job + ".txt",
        "text/plain;charset=UTF-8",
        lines.getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping(PATH + "/{job}/file")
  ResponseEntity<byte[]> file(@PathVariable long job, Actor.Staff actor) {
    return rows.file(jobs.get(job, actor).id())
        .map(file -> download(file.name(), file.type(), file.content()))
        .orElseThrow(() -> new NotFound("这项任务没有结果文件", "this job made no file"));
  }

  private static ResponseEntity<byte[]> download(String name, String type, byte[] content) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(type))
        .header(
            "Content-Disposition",
            ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString())
        .body(content);
  }

  private JobView view(Job job, List<Label> findings, Instant now) {
    return new JobView(
        job.id(),
        href(job.id()),
        kinds.name(job.kind()),
        job.cancelling() ? "CANCELLING" : job.state().name(),
        lamp(job),
        job.state().isOpen(),
        job.askedBy(),
        job.askedAt(),
        job.startedAt(),
        job.endedAt(),
        job.percent(),
        number(job.done()),
        job.total().isPresent() ? number(job.total().getAsLong()) : "",
        job.startedAt()
            .map(from -> Duration.between(from, job.endedAt().orElse(now)).toSeconds())
            .orElse(0L),
        job.left(now).map(Duration::toSeconds),
        job.message(),
        job.findings(),
        findings,
        job.file(),
        kinds.find(job.kind()).isPresent());
  }

  private static String lamp(Job job) {
    return switch (job.state()) {
      case WAITING, CANCELLED -> "none";
      case RUNNING -> "going";
      case DONE -> job.findings() == 0 ? "well" : "change";
      case FAILED, INTERRUPTED -> "lag";
    };
  }

  private static String number(long count) {
    return Words.number(BigDecimal.valueOf(count));
  }

  private static ModelAndView seeOther(String address) {
    var redirect = new RedirectView(address);
    redirect.setStatusCode(HttpStatus.SEE_OTHER);
    return new ModelAndView(redirect);
  }
}
