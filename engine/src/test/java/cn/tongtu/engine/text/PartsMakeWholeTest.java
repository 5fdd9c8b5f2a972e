package cn.tongtu.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartsMakeWholeTest {
  private final Rule rule = new PartsMakeWhole();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "实施项目共计24个，其中续建9个，新建11个，储备4个。|OK 24个",
        "完成投资8.2亿元（其中，公路5.1亿元，铁路2.4亿元，水运0.7亿元）。|OK 8.2亿元",
        "完成投资8.2亿元（公路5.1亿元、水运3.1亿元）。|OK 8.2亿元",
        "建成50处，其中甲类10处、乙类20处，其余20处为丙类。|OK 50处",
        "引进人员6名（其中4名具备高级职称、2名具备中级职称）。|OK 6人",
        "完成货运量10.00万吨，其中公路3.33万吨、铁路3.33万吨、水运3.33万吨。|OK 9.99万吨",
        "排查隐患300余处，其中道路120处、水路98处、工地90处。|OK 308处",
        "实施项目共计24个，其中续建9个，新建12个，储备4个。|MISMATCH 25个",
        "实施项目共计24个，其中续建9个，新建10个，储备4个。|MISMATCH 23个",
        "完成投资8.2亿元，其中公路5.9亿元、水运3.1亿元。|MISMATCH 9亿元",
        "检查120次，其中夜查30次、周末20次、假日15次。|AMBIGUOUS 65次",
        "检查120次，其中夜查50次、周末40次、假日25次。|MISMATCH 115次",
        "培训驾驶员500人，其中客运200人、危货100人。|AMBIGUOUS 300人",
        "检查企业XX家，其中客运12家、货运9家、维修4家。|INFERABLE 25家",
        "检查企业25家（其中客运12家、货运X家、维修4家）。|INFERABLE 9家"
      })
  void comparesPartsWithTheirWhole(String text, String verdict) {
    assertThat(Checking.verdicts(rule, text)).containsExactly(verdict);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "完成投资17亿元，占计划的110%；其中重点项目完成9亿元。",
        "检查企业XX家，其中客运X家、货运XX家。",
        "培训500人，其中驾驶员200人等。",
        "建成50处，其中一类10处、二类20处，其余为三类。",
        "共排查45处，其中已整改30处。",
        "实施项目9个，其中开工4个，其中提前开工6处、7处。",
        "新增公交车30辆，完成投资2亿元，其中车辆1.5亿元。"
      })
  void keepsSilentWhereNothingIsCertain(String text) {
    assertThat(Checking.verdicts(rule, text)).isEmpty();
  }
}
