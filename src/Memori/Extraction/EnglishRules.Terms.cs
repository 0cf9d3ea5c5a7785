using System.Text.RegularExpressions;

namespace Memori.Extraction;

/// <summary>What terms of a business mean, what is not counted, and in what amounts and answers are to be shown.</summary>
internal static partial class EnglishRules
{
    private const string Money = @"(?:euros?|eur|(?:us )?dollars?|usd|yuan|rmb|cny|(?:british )?pounds?|gbp|yen|jpy|swiss francs|chf)";

    private const string Amounts = @"(?:(?:all|the|any|every|our|my)\s+)*(?:amounts?|revenues?|sales|prices?|money|values?|figures|totals?|costs?)";

    [GeneratedRegex(@"^(?:the\s+|our\s+)?(?<term>(?-i:\p{Lu}{2,6})|(?:(?:net|gross|total|average|customer|monthly|annual|yearly|order|recurring|operating)\s+)*(?:revenue|sales|profit|margin|churn|churn rate|retention|retention rate|conversion|conversion rate|return rate|turnover|lifetime value|basket value|order value|basket size))\s+(?:is|equals)\s+(?!.*\d)(?:the\s+)?(?:(?:total|average|overall|gross|net)\s+)*(?:sum|value|number|count|share|ratio|percentage|proportion|amount|total|difference|revenue|sales|orders|profit|income|cost|costs|turnover)\s+(?:\w+\s+){0,3}?(?:of (?:all|our|the|paid|completed|closed|orders|customers|users|sales|products|active|new|returning)|minus|plus|less|divided by|times|multiplied by|without|excluding|after deducting)\s+\p{L}.*$", Options)]
    private static partial Regex IsMetric();

    [GeneratedRegex(@"^(?:an?\s+|our\s+)?(?!(?:good|bad|best|better|happy|great|angry|nice|real|true|perfect|difficult|satisfied)\b)(?<term>(?:\p{L}[\p{L}\-]*\s+){1,2}(?:customer|user|account|order|client|member|buyer|product|sale|subscriber|visitor|invoice|lead|store))\s+is\s+one\s+(?<value>(?=.*(?:\d|\border|\bbought|\bbuy|\bpurchas|\blogg?|\bpaid|\bpay|\bsubscri|\bcancel|\brenew|\breturned|\bshipp))(?:who|that|which|whose|with|without|placed)\b.{3,})$", Options)]
    private static partial Regex IsOneWho();

    [GeneratedRegex(@"^(?:(?:here|internally|for us|at \w+|in our \w+),?\s+)?we (?:do not|don't|never)\s+(?:count|treat|include|consider|regard|classify)\s+(?!(?:on|him|her|them|you|it|this|that|these|those|me|us|anyone|anything|ourselves|everything)\b)(?<what>(?!people\b)\p{L}[\p{L}\p{N} \-]{1,40}?)\s+(?:as|in|towards?|among)\s+(?:our\s+|the\s+|an?\s+)?(?!(?:well|soon|much|many|important|serious|big|problem|issue|threat|detail|time|general|advance|order)\b)(?<value>\p{L}[\p{L}\p{N} \-]{2,60})$", Options)]
    private static partial Regex NotCounted();

    [GeneratedRegex(@"^(?:please\s+)?(?:show|display|report|express|state)\s+" + Amounts + @"\s+in\s+(?<value>" + Money + @")(?:,?\s+(?:please|by default|only|always))*$", Options)]
    private static partial Regex ShowIn();

    [GeneratedRegex(@"^(?=.*\b(?:default|preferred|always|for me|my)\b)(?:my\s+|the\s+)?(?:(?:default|preferred|display)\s+)*currency\s+(?:is|should be|must be)\s+(?:always\s+)?(?<value>" + Money + @")(?:\s+(?:for me|always|by default|for everything))*$", Options)]
    private static partial Regex CurrencyIs();

    [GeneratedRegex(@"^(?:please\s+)?(?:answer|reply to|respond to|write to|talk to|speak to|speak with)\s+me\s+in\s+(?<value>english|chinese|french|german|spanish|italian|japanese|korean|portuguese|russian|dutch|arabic|simplified chinese|traditional chinese)(?:,?\s+please)?$", Options)]
    private static partial Regex AnswerMeIn();

    [GeneratedRegex(@"^(?:please\s+)?(?:don't|do not)\s+(?:show|display|include|list)\s+(?:me\s+)?(?:the\s+|any\s+|our\s+)?(?<value>(?:customers?|customers'|customer's|users?|users'|client|clients'|employee|employees'|personal|private)\s+(?:e-?mails?(?: addresses)?|e-?mail address(?:es)?|phone numbers?|phones|addresses|birthdays|data|details|names|contact details))$", Options)]
    private static partial Regex NotShown();
}
