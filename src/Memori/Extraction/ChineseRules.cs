using System.Text.RegularExpressions;

namespace Memori.Extraction;

/// <summary>The forms of Chinese sentences: standing rules, definitions, decisions. Facts and preferences are in the other part.</summary>
internal static partial class ChineseRules
{
    private const string Order = @"(?:请|都|用|使用|采用|显示|展示|统计|查询|回答|回复|输出|返回|排除|包含|包括|去掉|剔除|剔掉|忽略|保留|按照?|以|给|列|写|叫|称呼|不要|不用|别|不得|不能|不许|不再|默认|务必|一律|统一|先|只|把|将|加上|附上|带上|换算|四舍五入|精确到|跳过|过滤|需要?|必须|应该?|总是|始终|直接|记得|计算|算|汇总|导出|对比|注明|标注|标明|尽量|简短|简洁|详细|全部|所有|说|讲)";

    private const string Start = @"(?:以后|今后|往后|从现在(?:开始|起)|从今(?:天|往后|以后)?(?:起|开始)?|从(?:明天|下周[一二三四五六日]?|下个?月|下个?季度|明年|[0-9一二三四五六七八九十]+月(?:[0-9一二三四五六七八九十]+[日号])?)(?:起|开始|以后)|(?:明天|下周[一二三四五六日]?|下个?月|下个?季度|明年|[0-9一二三四五六七八九十]+月(?:[0-9一二三四五六七八九十]+[日号])?)(?:起|开始)|每次|每当|凡是|一律|统一|默认)";

    private const string Term = @"[“""「『]?(?<term>(?!这|那|你|您|他|她|它|我|什么|谁|哪|其实|因为|所以|但是|而且|意思|不|也|就|都|还|又|人生|生活|爱情|成功|幸福|时间)[\p{L}\p{N}_\- /]{2,20}?)[”""」』]?";

    /// <summary>The forms that are looked for in a whole sentence, the first that fits counts.</summary>
    public static IReadOnlyList<Rule> Sentences { get; } =
    [
        new("language", MemoryKind.Preference, AnswerLanguage(), 0.9, "output.language"),
        new("language", MemoryKind.Preference, AnswerMeIn(), 0.85, "output.language"),
        new("currency", MemoryKind.Preference, Currency(), 0.85, "output.currency"),
        new("currency", MemoryKind.Preference, ShowIn(), 0.8, "output.currency"),
        new("currency", MemoryKind.Preference, CurrencyIs(), 0.85, "output.currency"),
        new("not-shown", MemoryKind.Preference, NotShown(), 0.8),
        new("prefer", MemoryKind.Preference, PreferOver(), 0.9, "prefer:{pair}"),
        new("definition", MemoryKind.Rule, ISay(), 0.9, "term:{term}"),
        new("definition", MemoryKind.Rule, Means(), 0.9, "term:{term}"),
        new("definition", MemoryKind.Rule, WeDefine(), 0.85, "term:{term}"),
        new("definition", MemoryKind.Rule, Equals(), 0.8, "term:{term}"),
        new("definition", MemoryKind.Rule, AreThose(), 0.8, "term:{term}"),
        new("definition", MemoryKind.Rule, IsComputed(), 0.8, "term:{term}"),
        new("not-counted", MemoryKind.Rule, NotCounted(), 0.85),
        new("when-computing", MemoryKind.Rule, WhenComputing(), 0.9),
        new("whenever", MemoryKind.Rule, Whenever(), 0.9),
        new("from-now-on", MemoryKind.Rule, FromNowOn(), 0.9),
        new("always-never", MemoryKind.Rule, AlwaysNever(), 0.9, "rule:{act}"),
        new("must", MemoryKind.Rule, MustAlways(), 0.8),
        new("not-again", MemoryKind.Rule, NotAgain(), 0.85),
        new("convention", MemoryKind.Rule, Convention(), 0.85),
        new("decision", MemoryKind.Fact, Decision(), 0.75, Importance: 0.6),
    ];

    /// <summary>What a correction states when no other form fits.</summary>
    public static Rule Correction { get; } = new("correction", MemoryKind.Fact, Corrected(), 0.6, Importance: 0.6);

    [GeneratedRegex(@"^(?:" + Start + @"|请|你|都|总是|始终|一直)*(?:用|以|说|讲)(?<value>中文|英文|英语|法语|德语|日语|韩语|西班牙语|俄语|汉语|普通话|粤语|繁体中文|简体中文)(?:来)?(?:回答|回复|答复|交流|沟通|跟我说|和我说|输出)(?<!^(?:请|你)*(?:用|以|说|讲)(?:中文|英文|英语|法语|德语|日语|韩语|西班牙语|俄语|汉语|普通话|粤语|繁体中文|简体中文)(?:来)?(?:回答|回复|答复|交流|沟通|跟我说|和我说|输出)).*$", Options)]
    private static partial Regex AnswerLanguage();

    [GeneratedRegex(@"^(?:" + Start + @"|请|我(?:更|比较)?(?:喜欢|习惯|希望)|你|都|总是|始终|所有|全部|的|[，,])*(?:金额|价格|收入|销售额|营收|费用|成本|数字|货币)?(?:请|都|一律|统一|默认|总是)*(?:用|以|按|换算成|换成|显示为|统一为)(?<value>人民币|美元|欧元|日元|英镑|港币|港元)(?:为单位|显示|展示|计价|计算|来?表示|结算|统计)?(?<=" + Start + @".*|喜欢.*|习惯.*|希望.*|总是.*|始终.*|[金价收销营费成].*(?:都|一律|统一|默认).*)[^，,]{0,6}$", Options)]
    private static partial Regex Currency();

    [GeneratedRegex(@"^(?:每当|每次|当|只要|凡是)?我(?:们)?(?:说|提到|讲|写|问)(?:的|到|起)?" + Term + @"(?:时|的时候)?[，,]?(?:都|就|一般|通常)?(?:是指|指的是|指的就是|就是指|意思是|的意思是|就是说|指|是)(?:的是)?(?!什么|谁|哪)(?<value>.{2,})$", Options)]
    private static partial Regex ISay();

    [GeneratedRegex(@"^(?:在?我们(?:公司|这里|这边|团队|系统|报表)?(?:里|中)?[，,]?(?:的)?)?(?:所谓的?)?" + Term + @"(?:的?(?:定义|口径|统计口径|计算口径|含义|意思)(?:是|为|[::]|指)|[，,]?(?:就)?是指|[，,]?指的(?:就)?是|定义为|[，,]指|代表的?(?:是)?|是.{0,6}的(?:缩写|简称|意思)[，,]?(?:即|指)?)(?:的是)?(?!什么|谁|我们|你|着|战争|希望)(?<value>.{2,})$|^" + Term + @"(?:的?(?:计算(?:方式|方法|公式|逻辑)|算法|公式))(?:是|为|[::])(?<value>.{3,})$|^" + Term + @"按(?<value>.{2,30})(?:口径)?(?:计算|统计|来算|算)$", Options)]
    private static partial Regex Means();

    [GeneratedRegex(@"^(?:在?我们(?:公司|这里|这边|团队)?(?:里|中)?)(?:都|一般|通常)?(?:把|将)(?<value>.{2,60}?)(?:定义为|称为|称作|叫做|叫|算作|视为|看作|归为|当作|认定为|计为)" + Term + @"$|^(?:把|将)" + Term + @"(?:定义为|定义成|视为|算作)(?<value>.{2,60})$", Options)]
    private static partial Regex WeDefine();

    [GeneratedRegex(@"^(?<term>[\p{L}\p{N}]{2,15})\s*[=＝]\s*(?!true|false|null|select)(?<value>(?=.*[\u4e00-\u9fff])[^;{}=<>\[\]]{3,})$", Options)]
    private static partial Regex Equals();

    [GeneratedRegex(@"^" + Term + @"(?:就)?是(?<value>(?:指)?(?:最近|近|过去|连续|至少|超过|在|有|没有|没|已经?|未|每|一年|半年|三个月|[0-9一二三四五六七八九十]+个?[天月年周]).{2,40}的(?:客户|用户|订单|会员|商品|门店|店铺|账号|账户|人|顾客|买家|渠道|产品))$", Options)]
    private static partial Regex AreThose();

    [GeneratedRegex(@"^(?:请|注意|还有|另外|[，,])*(?:在)?(?:统计|计算|汇总|查询|回答|展示|显示|输出|生成|写|做|分析|列出?|算|导出|画|比较)(?!一下|下)[^，,。]{0,20}?(?:时候?|的时候|时候)[，,]?(?:请|你|都|就|一定|记得|务必|需要|应该?|必须)*(?:不要|别|不|不用|不能|要|只|先|排除|剔除|去掉|包含|包括|忽略|过滤|按|用|以|把|默认|统一|一律|保留|精确|加上|附上|注明|带上)(?<value>.{2,})$|^(?:请)?(?:统计|计算|汇总)[^，,。]{1,12}(?:一律|一定|都|务必|默认|统一)(?:要|不要|别|不|排除|剔除|去掉|包含|包括|忽略|过滤|按|用|以)(?<value>.{2,})$", Options)]
    private static partial Regex WhenComputing();

    [GeneratedRegex(@"^(?:以后|今后|请|[，,])*(?:每当|每次|当|只要|凡是|如果)我(?:们)?(?:说|问|提到|要|让你|查|发|写|叫你|需要)(?!如果)[^，,。]{1,30}(?:时候?|的时候)?[，,]?(?:请|你|都|就|一定|记得|务必|需要|应该?|必须|那)*" + Order + @".{2,}$|^(?:每次|凡是)(?:查询|统计|回答|生成|输出|展示|出报表|做报表|画图|涉及)[^，,。]{0,20}[，,]?(?:请|你|都|就|一定|记得|务必|需要|应该?|必须|前|后|时)*" + Order + @".{2,}$", Options)]
    private static partial Regex Whenever();

    [GeneratedRegex(@"^(?:请|那|好的?|嗯|另外|还有|对了|麻烦(?:你)?|能不能|可以|你|[，,])*(?:请|你)?(?:以后|今后|往后|从现在(?:开始|起)|从今(?:天|往后|以后)?(?:起|开始)?|从?(?:明天|下周[一二三四五六日]?|下个?月|下个?季度|明年|[0-9一二三四五六七八九十]+月(?:[0-9一二三四五六七八九十]+[日号])?)(?:起|开始|以后))[，,]?(?!再说|有机会|有空|我|咱|他|她|谁|会|可能|就好了|再聊|再看|见)(?:[^，,。我他她]{0,12}?)" + Order + @"(?:[^。]*)$", Options)]
    private static partial Regex FromNowOn();

    [GeneratedRegex(@"^(?:请|你|注意|另外|还有|对了|麻烦(?:你)?|一定要?|[，,])*(?:总是|始终|永远|务必|千万|一律|统一|一直|默认)(?:都|要|请)*(?<value>(?:不要|别|不能|不得)?)(?!是|在|记得你|相信|爱|支持|觉得|认为|喜欢)(?<act>" + Order + @".{1,})$|^(?:请|你)(?:一定|每次|都)(?:要|都)?" + Order + @".{2,}$", Options)]
    private static partial Regex AlwaysNever();

    [GeneratedRegex(@"^(?!你|我|他|她|人|大家|孩子|学生|父母)(?<subject>(?:所有|全部|任何|一切|每[个份张条])?(?:的)?[\p{L}\p{N}]{2,12}?)(?:都|一律|必须|务必|统一|始终|总是|默认|一定要?)+(?:要|得|应该|必须|需要|不能|不要|不得)?(?:用|以|按|包含|排除|剔除|显示|保留|精确到|换算|四舍五入|算在|计入|不计入|不含|含|使用|展示)(?<value>.{1,})$", Options)]
    private static partial Regex MustAlways();

    [GeneratedRegex(@"^(?:请|你|麻烦)*(?:以后)?(?:不要|别)(?:再|总是|老是|每次都)(?!说了|问了|提了|来|这样|闹|想|担心|犹豫)(?<value>.{2,})$", Options)]
    private static partial Regex NotAgain();

    [GeneratedRegex(@"^(?:我们|公司|部门|团队|我们公司|我们团队|我们部门)的?(?:规定|规则|惯例|约定|规范|要求|标准|习惯|命名规范)(?:是|[::]|要求)(?<value>.{3,})$", Options)]
    private static partial Regex Convention();

    [GeneratedRegex(@"^(?:好的?|行|嗯|那|可以|没问题|[，,。!!])*(?:(?:我们)?(?:就|还是|最后|最终)(?:用|选|采用|按|定)(?!这|那|它|他|她|你|完|过|来|不|得|了|到|在)(?<value>[^，,。了吧]{2,30}?)(?:吧|了|好了|来做|这个方案|方案)*|(?:我们|公司|团队|大家|我)(?:已经|刚刚?|最终|最后)?(?:决定|商定|确定|说好|定好|敲定|约定)(?:了)?(?:要|把|用|采用|改用|使用|选择|选用|以|由|从|不再|将|放弃|先|在|在?下)(?!不了|不下)(?<value>.{2,}))$", Options)]
    private static partial Regex Decision();

    [GeneratedRegex(@"^(?:应该(?:是|为|用|说|按)|我(?:的意思是|是说|是指|想说的是|说的是|指的是)|(?<subject>(?!我(?:真正|想|要|其实|本来|觉得|就|还|也|只))[\p{L}\p{N}]{2,15}?)(?:是|应该是|应为|在|从))(?!吗|吧|这样|那样|什么|不对|错|对的)(?<value>.{2,})$", Options)]
    private static partial Regex Corrected();

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
}
