import ask from './ask.json';
import chart from './chart.json';
import common from './common.json';
import data from './data.json';
import grid from './grid.json';
import keys from './keys.json';
import manage from './manage.json';
import memory from './memory.json';
import palette from './palette.json';
import problem from './problem.json';
import role from './role.json';
import shell from './shell.json';
import signin from './signin.json';
import sql from './sql.json';
import tour from './tour.json';
import watch from './watch.json';

export default {
  ask,
  chart,
  common,
  data,
  grid,
  keys,
  manage,
  memory,
  palette,
  problem,
  role,
  shell,
  signin,
  sql,
  tour,
  watch,
};
