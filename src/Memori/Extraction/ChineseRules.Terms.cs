using System.Text.RegularExpressions;

namespace Memori.Extraction;

/// <summary>What terms of a business mean, what is not counted, and in what amounts and answers are to be shown.</summary>
internal static partial class ChineseRules
{
    private const string Money = @"(?:人民币|美元|欧元|日元|英镑|港币|港元)";

    [GeneratedRegex(@"^" + Term + @"(?:就)?(?:是|等于)(?!什么|谁|哪|不是)(?<value>[^，,。]{2,30}(?:减去|加上|除以|乘以|扣除|之和|之差|的总和|的总额)[^，,。]{0,30})$", Options)]
    private static partial Regex IsComputed();

    [GeneratedRegex(@"^(?:在?我们(?:公司|这里|这边|团队)?(?:里)?)?(?<what>(?!今天|昨天|明天|本月|本周|这|那|它|他|她|你|我|也|还|都|就|什么|谁|哪|其实|时间)[\p{L}\p{N}]{2,12}?)(?:都|一律)?(?:不算(?:作|入|进|在)?|不计入|不计算在|不列入|不纳入|不包含在|不包括在)(?<value>[\p{L}]{0,6}(?:额|收入|营收|业绩|利润|毛利|成本|费用|订单数?|客户数?|用户数?|人数|数量|指标|统计|口径|gmv|库存|收益|支出|绩效)(?:里|中|内|之内|以内)*)$", Options)]
    private static partial Regex NotCounted();

    [GeneratedRegex(@"^请?(?:把|将)?(?:(?:所有|全部)的?)?(?:金额|价格|收入|销售额|营收|费用|成本|数字|货币)?(?:请|都)*(?:用|以|按)(?<value>" + Money + @")(?:为单位)?(?:来)?(?:显示|展示|计价|表示|结算)(?:金额|价格|收入|销售额|营收)?$", Options)]
    private static partial Regex ShowIn();

    [GeneratedRegex(@"^(?:我的?|我们的?)?(?:默认(?:的)?货币|货币默认|默认币种|币种默认)(?:都|就)?(?:是|为|用|使用|设为)(?<value>" + Money + @")$", Options)]
    private static partial Regex CurrencyIs();

    [GeneratedRegex(@"^(?:请|麻烦)(?:你|您)?(?:都)?(?:用|以|说|讲)(?<value>中文|英文|英语|法语|德语|日语|韩语|西班牙语|俄语|汉语|普通话|粤语|繁体中文|简体中文)(?:来)?(?:(?:回答|回复|答复)我?|(?:跟|和|与)我(?:交流|沟通|说话|说))$", Options)]
    private static partial Regex AnswerMeIn();

    [GeneratedRegex(@"^(?:请)?(?:你)?(?:不要|别)(?:给我)?(?:显示|展示|列出|输出)(?:出)?(?<value>(?:客户|用户|顾客|会员|员工|个人|买家)的?(?:邮箱|邮件地址|电话|手机号?|电话号码|手机号码|地址|住址|姓名|生日|隐私|信息|联系方式|个人信息))$", Options)]
    private static partial Regex NotShown();
}
