package cn.tongtu.map;

/**
 * How things are drawn and shown in the legend (图例). Lamps have a shape each, so that nobody needs
 * their colours.
 */
public enum Mark {
  COUNTY,
  TOWN,
  BUILT_UP,
  RIVER,
  RAILWAY,
  STATION,
  SEAT,
  NATIONAL_ROAD,
  PROVINCIAL_ROAD,
  COUNTY_ROAD,
  TOWNSHIP_ROAD,
  VILLAGE_ROAD,
  BRIDGE,
  TUNNEL,
  CHOSEN_LINE,
  LAMP_RED,
  LAMP_AMBER,
  LAMP_GREEN,
  LAMP_BLUE,
  LAMP_GREY
}
