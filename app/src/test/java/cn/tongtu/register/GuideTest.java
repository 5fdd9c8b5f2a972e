package cn.tongtu.register;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.calendar.WorkCalendars;
import cn.tongtu.ledger.Measures;
import cn.tongtu.pack.OwnPacks;
import cn.tongtu.pack.Packs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/registers.md is a register. */
class GuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "registers.md");

  @Test
  void theExampleIsARegister(@TempDir Path folder) throws IOException {
    var guide = Files.readString(GUIDE);
    var begin = guide.indexOf("```yaml\n") + "```yaml\n".length();
    var example =
        guide
            .substring(begin, guide.indexOf("```", begin))
            .replace("register: rectification ", "register: guide ");
    var packs = new OwnPacks(folder);
    packs.put("registers/guide.yaml", example);
    var registers =
        new Registers(
            packs.packs(), new Measures(Packs.builtIn()), new WorkCalendars(Packs.builtIn()));
    var register = registers.find("guide").orElseThrow();
    assertThat(register.life().begins()).isEqualTo("draft");
    assertThat(register.life().moves()).containsOnlyKeys("issue", "submit", "pass", "back");
    assertThat(register.deadline()).hasValue("due_on");
    assertThat(register.posts()).hasSize(1);
  }
}
