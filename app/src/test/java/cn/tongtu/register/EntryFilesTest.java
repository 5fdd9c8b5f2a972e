package cn.tongtu.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.attachment.Attached;
import cn.tongtu.attachment.Attachments;
import cn.tongtu.attachment.FileFolder;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Reason;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.WrongField;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Photos and files of a record, and what people say of it. */
@SpringBootTest(
    properties = {"spring.application.name=closing", "tongtu.packs=src/test/packs/fields"})
class EntryFilesTest {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Reason SO = Reason.of("登记");

  @Autowired RegisterKeeping keeping;
  @Autowired Registers registers;
  @Autowired Entries entries;
  @Autowired Attachments attachments;
  @Autowired FileFolder folder;
  @Autowired FilePages pages;
  @Autowired Commenting commenting;
  @Autowired Comments comments;
  @Autowired Organisations organisations;
  @Autowired JdbcClient db;

  private Actor.Staff clerk = new Actor.Staff(1, "nobody", Optional.empty(), "");

  @BeforeEach
  void known() {
    organisations.put(new Organisation("files", "附件单位", "files"));
    clerk = person("clerk");
    db.sql(
            """
            with s as (
              insert into identity.seat (person, org, first_day) values (?, 'files', '2020-01-01') returning id)
            insert into identity.held_role (seat, role, first_day) select id, 'clerk', '2020-01-01' from s
            """)
        .param(clerk.id())
        .update();
  }

  private Actor.Staff person(String name) {
    var account = name + NUMBERS.incrementAndGet();
    var id =
        db.sql("insert into identity.person (account, name) values (?, ?) returning id")
            .params(account, account)
            .query(Long.class)
            .single();
    return new Actor.Staff(id, account, Optional.empty(), "10.1.1.1");
  }

  private String received(String content, String name, boolean photo) {
    var bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    return attachments.receive(new ByteArrayInputStream(bytes), name, photo, clerk).toString();
  }

  private static String photo(int number) {
    return "\u00ff\u00d8\u00ff" + number;
  }

  private RecordRef add(Map<String, String> fields) {
    return keeping.add("every", new Written("files", fields, "试", "", false), clerk, SO);
  }

  private Entry entry(RecordRef record) {
    return entries.find(registers.get("every"), record.id()).orElseThrow();
  }

  private List<Attached> held(RecordRef record, String field) {
    return HeldFiles.of(Objects.requireNonNull(entry(record).values().get(field)));
  }

  private String digest(RecordRef record) {
    return held(record, "photos").getFirst().digest();
  }

  @Test
  void photosAreKeptByWhatTheyHoldAndServedOnlyWithTheirRecord() throws IOException {
    var number = NUMBERS.incrementAndGet();
    var record =
        add(
            Map.of(
                "name",
                "护栏",
                "photos",
                received(photo(number), "../../改前.jpg", true)
                    + "\n"
                    + received(photo(number) + "后", "改后.exe", true)));
    var files = held(record, "photos");
    assertThat(files).extracting("name").containsExactly("改前.jpg", "改后.exe.jpg");
    assertThat(folder.of(files.getFirst().digest())).exists();
    assertThat(entry(record).values().get("shots")).hasToString("2");

    var answer = pages.file("every", record.id(), digest(record), clerk);
    assertThat(answer.getHeaders().getFirst(HttpHeaders.CONTENT_DISPOSITION)).startsWith("inline");
    assertThat(answer.getHeaders().getFirst("Content-Security-Policy")).contains("sandbox");
    var other = add(Map.of("name", "别的"));
    assertThatThrownBy(() -> pages.file("every", other.id(), digest(record), clerk))
        .isInstanceOf(NotFound.class);
    // The digest of another record's file is no way to get at it.
    assertThatThrownBy(() -> add(Map.of("name", "冒领", "photos", digest(record))))
        .isInstanceOf(WrongField.class)
        .hasMessageContaining("没有收到这个文件");
  }

  @Test
  void whatIsTickedStaysAndTheRestLeaves() {
    var record =
        add(
            Map.of(
                "name",
                "护栏",
                "photos",
                received(photo(NUMBERS.incrementAndGet()), "一.jpg", true)
                    + "\n"
                    + received(photo(NUMBERS.incrementAndGet()), "二.jpg", true)));
    keeping.correct(record, Map.of("photos", digest(record)), clerk, Reason.of("去掉一张"));
    assertThat(held(record, "photos")).extracting("name").containsExactly("一.jpg");
    keeping.correct(record, Map.of("photos", ""), clerk, Reason.of("全部去掉"));
    assertThat(entry(record).values()).doesNotContainKey("photos");
  }

  @Test
  void whatIsNoPhotoOrNoKnownKindIsRefusedWithTheKindsThatAreTaken() {
    assertThatThrownBy(() -> received("%PDF-1.7", "批复.jpg", true))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(".png");
    assertThatThrownBy(() -> received("MZ\u0000", "批复.pdf", false))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(".docx");
    var one = received("%PDF-1.7 一", "一.pdf", false);
    var two = received("%PDF-1.7 二", "二.pdf", false);
    assertThatThrownBy(() -> add(Map.of("name", "两个", "paper", one + "\n" + two)))
        .hasMessageContaining("只能有一个文件");
    assertThatThrownBy(() -> add(Map.of("name", "不是照片", "photos", one)))
        .hasMessageContaining("只能是照片");
    var record = add(Map.of("name", "批复", "paper", one));
    var file = held(record, "paper").getFirst();
    var answer = pages.file("every", record.id(), file.digest(), clerk);
    assertThat(answer.getHeaders().getFirst(HttpHeaders.CONTENT_DISPOSITION))
        .startsWith("attachment");
    assertThat(
            db.sql(
                    "select count(*) from identity.audit where action = 'register.file' and record_id = ?")
                .param(record.id())
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void whoeverIsNamedInACommentIsTold() {
    var record = add(Map.of("name", "护栏"));
    var chief = person("chief");
    commenting.say(record, "请 @" + chief.name() + " 看一下，谢谢", clerk);
    assertThat(comments.of(registers.get("every"), record.id()))
        .extracting(Comments.Said::text)
        .containsExactly("请 @" + chief.name() + " 看一下，谢谢");
    assertThat(
            db.sql("select count(*) from today.notice where person = ?")
                .param(chief.id())
                .query(Long.class)
                .single())
        .isEqualTo(1);
    assertThatThrownBy(() -> commenting.say(record, "@没有这个人 看一下", clerk))
        .isInstanceOf(WrongField.class)
        .hasMessageContaining("@没有这个人");
    assertThatThrownBy(() -> commenting.say(record, " ", clerk)).isInstanceOf(WrongField.class);
    assertThat(comments.of(registers.get("every"), record.id())).hasSize(1);
    assertThatThrownBy(() -> db.sql("update register.comment set text = '改'").update())
        .hasMessageContaining("comment");
  }
}
