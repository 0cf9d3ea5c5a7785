using System.Text.RegularExpressions;

namespace Memori.Extraction;

/// <summary>Sentences that state nothing of their speaker: questions, suppositions, reports of what others say, guesses.</summary>
internal static partial class Doubt
{
    public static bool Is(string sentence) => IsQuestion(sentence) || Supposition().IsMatch(sentence) || Report().IsMatch(sentence) || Secret().IsMatch(sentence) || IsQuotation(sentence);

    /// <summary>Whether it speaks of a secret.</summary>
    public static bool HasSecret(string text) => Secret().IsMatch(text);

    private static bool IsQuestion(string sentence) => !Request().IsMatch(sentence) && (Question().IsMatch(sentence) || ChineseQuestion().IsMatch(sentence));

    /// <summary>Whether the first person stands within quotation marks only.</summary>
    private static bool IsQuotation(string sentence) => Quoted().Matches(sentence) is { Count: > 0 } quoted
        && quoted.Any(match => FirstPerson().IsMatch(match.Value)) && !FirstPerson().IsMatch(Quoted().Replace(sentence, ""));

    [GeneratedRegex(@"^(?:(?:ok(?:ay)?|so|and|hi|hey|hello|please)[,.!]?\s+)*(?:can|could|would|will) you (?:please )?(?:always|never|from now on)\b|^(?:能不能|可以|能否|可不可以)?(?:请)?(?:你)?(?:以后|今后|从现在(?:开始|起)).*[吗？?]$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Request();

    [GeneratedRegex(@"\?\W*$|^(?:(?:ok(?:ay)?|so|and|but|hi|hey|hello|well)[,.!]?\s+)*(?:do|does|did|can|could|would|will|should|shall|is|are|am|was|were|have|has|had|isn't|aren't|don't (?:you|i|we)|doesn't|didn't|won't|what|who|whom|whose|where|why|how|which|when (?:do|does|did|is|are|was|were|will|can|should)|what's|who's|where's|how's|remember when|guess what)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Question();

    [GeneratedRegex(@"[?？][""”」』)）\s]*$|(?:吗|么|呢)[。.!！~～…]*$|^(?:什么|怎么|为什么|如何|哪[里个些]|谁|多少|是不是|是否|有没有|能不能|可不可以|要不要)|是不是|是否|有没有|什么(?!都|也)|怎么(?:办|样|做)|为什么|哪里|多少")]
    private static partial Regex ChineseQuestion();

    [GeneratedRegex(
        @"\bif (?:i|we|my) (?!say|ask|mention|write|type|request|refer|want|give|send|upload|paste)|\bif (?:it|you|he|she|they) (?:were|had|would|could|might)\b|\bif only\b|\b(?:i|we) wish\b|\b(?:i'd|i would|we'd|we would) (?!like you to|prefer (?:that )?you)|\bimagine\b|\bsuppos(?:e|ing)\b|\bpretend\b|\bhypothetical(?:ly)?\b|\blet's say\b|\bsay,? for example\b|\bfor (?:example|instance)\b|\be\.g\.|\b(?:i|we|it|you|she|he|they) (?:might|may|could|should) (?!always|never|not)|\bmaybe\b|\bperhaps\b|\bprobably\b|\bpossibly\b|\bnot sure\b|\bi (?:think|guess|believe|doubt|wonder)\b|\bwhat if\b|\bas if\b|\bunless\b.*\bwould\b|\b(?:used to|back when|in the past|when i was|as a child|as a kid|years ago|once (?:lived|worked|had))\b|\bkidding\b|\bjoking\b|\bsarcas|\bsomeday\b|\bone day\b|\b(?:don't|do not|didn't|did not) (?:remember|know|think)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Supposition();

    [GeneratedRegex(
        @"\b(?:he|she|they|someone|somebody|people|everyone|everybody|mom|mum|dad|boss|manager|wife|husband|friend|colleague|customer|client|teacher|doctor|article|book|song|lyrics|author|character|character's|narrator|text|email|message|letter|review) (?:\w+ )?(?:said|says|say|told|tells|wrote|writes|thinks|think|claims|claimed|asked|asks|reads|goes|believes|replied|answered|shouted|keeps? saying)\b|\b(?:according to|as the saying goes|quote|unquote|lyrics|rumou?r has it|they say)\b|^(?:the )?(?:user|customer|client) (?:says|said|wrote|writes)|(?:他|她|他们|她们|它|人家|别人|有人|大家|朋友|同事|领导|老板|客户|老师|医生|妈妈|爸爸|老婆|老公|歌词|书上|文章|网上|专家)(?:们)?(?:都|总|常|经常|昨天|今天|刚才|刚)?(?:说|讲|写|问|告诉|认为|觉得|声称|回答)|据说|听说|传说|俗话说|所谓的“我|如果我|如果是我|假如|假设|要是(?:我|能|有)|倘若|万一|譬如|比如|例如|好像|可能|也许|大概|或许|说不定|应该是吧|想象一下|以前我?(?:住|在|叫|喜欢)|我(?:以前|曾经|小时候|过去|之前|当时)|开玩笑|我(?:猜|怀疑|不知道|不确定|想知道|在想)|有一天",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Report();

    /// <summary>Secrets are never extracted.</summary>
    [GeneratedRegex(@"\b(?:password|passcode|passphrase|api[ -]?key|secret key|access token|private key|credit card|card number|cvv|pin code|ssn|social security|iban)\b|密码|口令|密钥|令牌|身份证|银行卡|信用卡|验证码", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();

    [GeneratedRegex(@"""[^""]*""|“[^”]*”|「[^」]*」|『[^』]*』|(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b(?:I|I'm|my|we|our)\b|我", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FirstPerson();
}
