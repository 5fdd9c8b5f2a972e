package cn.tongtu.seal;

/** What the verification found to be touched (核验发现): the first thing of its kind. */
sealed interface Fault {
  String chinese();

  String english();

  record RowEdited(String table, long number, long batch) implements Fault {
    @Override
    public String chinese() {
      return "%s 第 %d 行在封存后被修改（第 %d 批）".formatted(table, number, batch);
    }

    @Override
    public String english() {
      return "row %d of %s was edited after it was sealed (batch %d)"
          .formatted(number, table, batch);
    }
  }

  record RowDeleted(String table, long number, long batch) implements Fault {
    @Override
    public String chinese() {
      return "%s 第 %d 行在封存后被删除（第 %d 批）".formatted(table, number, batch);
    }

    @Override
    public String english() {
      return "row %d of %s was deleted after it was sealed (batch %d)"
          .formatted(number, table, batch);
    }
  }

  record RowInserted(String table, long number, long batch) implements Fault {
    @Override
    public String chinese() {
      return "%s 第 %d 行是封存后插入到已封存部分的（第 %d 批）".formatted(table, number, batch);
    }

    @Override
    public String english() {
      return "row %d of %s was inserted among sealed rows (batch %d)"
          .formatted(number, table, batch);
    }
  }

  record RowsReordered(String table, long number, long was, long batch) implements Fault {
    @Override
    public String chinese() {
      return "%s 的行被调换：现第 %d 行封存时是第 %d 行（第 %d 批）".formatted(table, number, was, batch);
    }

    @Override
    public String english() {
      return "rows of %s were reordered: row %d was sealed as row %d (batch %d)"
          .formatted(table, number, was, batch);
    }
  }

  record TableCut(String table, long number, long rows) implements Fault {
    @Override
    public String chinese() {
      return "%s 从第 %d 行起被截断，缺 %,d 行".formatted(table, number, rows);
    }

    @Override
    public String english() {
      return "%s was truncated at row %d: %,d sealed rows are gone".formatted(table, number, rows);
    }
  }

  record NobodyOffers(String table) implements Fault {
    @Override
    public String chinese() {
      return "已封存的 %s 不在本程序的封存范围内，未能核验".formatted(table);
    }

    @Override
    public String english() {
      return "%s was sealed, but this program does not know it and has not verified it"
          .formatted(table);
    }
  }

  record LineForged(long line, String chineseWhy, String englishWhy) implements Fault {
    @Override
    public String chinese() {
      return "根文件第 %d 行不可信：%s".formatted(line, chineseWhy);
    }

    @Override
    public String english() {
      return "line %d of the file of signed roots is not genuine: %s".formatted(line, englishWhy);
    }
  }

  record BatchChanged(long batch, String table, long after, long through) implements Fault {
    @Override
    public String chinese() {
      return "数据库中第 %d 批（%s 第 %d 至 %d 行）的封存记录与已签名的根不符".formatted(batch, table, after + 1, through);
    }

    @Override
    public String english() {
      return "what the database holds of batch %d (rows %d to %d of %s) is not what was signed"
          .formatted(batch, after + 1, through, table);
    }
  }

  record BatchesCut(long batch, String table, long after) implements Fault {
    @Override
    public String chinese() {
      return "数据库缺少已签名的第 %d 批（%s 第 %d 行之后）".formatted(batch, table, after);
    }

    @Override
    public String english() {
      return "batch %d, which was signed, is not in the database (%s after row %d)"
          .formatted(batch, table, after);
    }
  }

  record RootsCut(long batch) implements Fault {
    @Override
    public String chinese() {
      return "根文件到第 %d 批为止，数据库中有更多：根文件丢失或被退回".formatted(batch);
    }

    @Override
    public String english() {
      return "the file of signed roots ends after batch %d and the database goes on: the file was lost or rolled back"
          .formatted(batch);
    }
  }
}
