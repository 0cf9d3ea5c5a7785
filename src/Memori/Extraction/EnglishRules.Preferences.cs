using System.Text.RegularExpressions;

namespace Memori.Extraction;

/// <summary>What people like, dislike, prefer and are used to.</summary>
internal static partial class EnglishRules
{
    /// <summary>What "I like" is said of when it says nothing that lasts.</summary>
    private const string NotThing = @"(?!(?:it|this|that|these|those|you|your|him|her|them|to be honest|to think|to see if|to know|to ask|to say|how|what|where|when|why|who|my new|his|their|both|either|neither|one|all of|some of|none of|no\b|not|nothing|everything|if|to$)\b)(?!the (?!(?:sea|mountains?|beach|ocean|cold|heat|rain|snow|sun|outdoors|countryside|city|summers?|winters?|spring|autumn|fall|forest|desert|night|mornings?|weekends?|smell of|taste of|sound of)\b))(?!.*\b(?:it|they|you|he|she|this|that|which|there)\b)";

    private static Rule[] Preferences() =>
    [
        new("theme", MemoryKind.Preference, Theme(), 0.9, "pref.theme"),
        new("favourite", MemoryKind.Preference, Favourite(), 0.9, "favourite:{what}"),
        new("dislike", MemoryKind.Preference, Dislike(), 0.9, "taste:{object}", Constant: "dislike"),
        new("like", MemoryKind.Preference, Like(), 0.85, "taste:{object}", Constant: "like"),
        new("prefer", MemoryKind.Preference, PreferOver(), 0.9, "prefer:{pair}"),
        new("length", MemoryKind.Preference, AnswerLength(), 0.9, "output.length"),
        new("units", MemoryKind.Preference, Units(), 0.9, "output.units"),
        new("prefer", MemoryKind.Preference, Prefer(), 0.9),
        new("habit", MemoryKind.Preference, Habit(), 0.8),
        new("usual", MemoryKind.Preference, Usual(), 0.8, "usual:{what}"),
    ];

    [GeneratedRegex(@"^i\s+" + Adverbs + @"(?:prefer|like|love|use|want)\s+(?:the |using |to use )?(?<value>dark|light)[ -](?:mode|theme)\b", Options)]
    private static partial Regex Theme();

    [GeneratedRegex(@"^my (?:all-time )?favou?rite (?<what>[\p{L} ]{2,30}?) (?:is|are)(?: still| now| definitely)?\s+(?!not|the (?:one|first|second)|when|that\b|this\b|it\b|how\b)(?<value>.{2,60})$", Options)]
    private static partial Regex Favourite();

    [GeneratedRegex(@"^i\s+" + Adverbs + @"(?:(?:don't|do not|never|no longer)\s+(?:really |particularly |even |actually |much |eat or )?(?:like|enjoy|eat|drink|love|care for)|hate|dislike|detest|loathe|can't stand|cannot stand|can't bear|despise|avoid)\s+" + NotThing + @"(?!to (?:say|admit|ask|break|bother|disturb|interrupt|see you|disappoint|be)\b)(?:eating |drinking )?(?<object>(?<value>[^,]{2,80}?))(?:\s+(?:any ?more|at all|very much|much|so much))*[.!]*$|^i(?:'m| am)\s+" + Adverbs + @"not\s+(?:really |particularly )?(?:(?:a )?(?:big |huge |great )?fan of|fond of|keen on|into|interested in)\s+" + NotThing + @"(?<object>(?<value>[^,]{2,80}?))(?:\s+at all)?[.!]*$", Options)]
    private static partial Regex Dislike();

    [GeneratedRegex(@"^i\s+" + Adverbs + @"(?:like|love|enjoy|adore)\s+" + NotThing + @"(?!to (?:be|see|hear|have|get|know|ask|say|think|start|join|help|apply|order|book|cancel|change)\b)(?:eating |drinking )?(?<object>(?<value>[^,]{2,80}?))(?:\s+(?:a lot|very much|so much|the most|again))*[.!]*$|^i(?:'m| am)\s+" + Adverbs + @"(?:(?:a )?(?:big |huge |great |massive )?fan of|fond of|keen on|(?:really |very )?into|crazy about|passionate about|interested in)\s+" + NotThing + @"(?!buying|hearing|knowing|seeing|getting)(?<object>(?<value>[^,]{2,80}?))[.!]*$", Options)]
    private static partial Regex Like();

    [GeneratedRegex(@"^i\s+" + Adverbs + @"(?:prefer|like)\s+" + NotThing + @"(?<value>[^,]{2,40}?)\s+(?:over|to|rather than|more than|better than|instead of)\s+(?!me\b|be\b|have\b|see\b|get\b|work\b|use\b|do\b|go\b|that\b|this\b|it\b)(?<other>[^,]{2,40})(?<=^i\s+(?:\w+\s+)?(?:prefer\b.*|like\b.*\b(?:over|more than|better than|rather than)\b.*))$", Options)]
    private static partial Regex PreferOver();

    [GeneratedRegex(@"^i\s+" + Adverbs + @"(?:prefer|like|want|need)\s+(?:my |your |the )?(?:(?<value>short|brief|concise|long|detailed|thorough|longer|shorter|in-depth)\s+(?:answers|replies|responses|explanations|summaries)|(?:answers|replies|responses|explanations|summaries)\s+(?:to be |that are )?(?<value>short|brief|concise|long|detailed|thorough))\b.*$", Options)]
    private static partial Regex AnswerLength();

    [GeneratedRegex(@"^i\s+" + Adverbs + @"(?:prefer|use|want)\s+(?:the )?(?<value>metric|imperial)(?: units?| system)?[.!]*$", Options)]
    private static partial Regex Units();

    [GeneratedRegex(@"^i(?:'d| would)?\s+" + Adverbs + @"prefer\s+(?!(?:it|this|that|these|those|him|her|them|the (?:first|second|third|last|latter|former|other|one|new|old|left|right))\b)(?!not to|to (?:say|wait|stay|leave|keep quiet|remain)\b|option|plan|version|choice)(?<value>.{2,120})$|^my preference is\s+(?!(?:it|this|that|the (?:first|second|third|last|latter|former|other|one))\b)(?<value>.{3,100})$|^i(?:'m| am)\s+" + Adverbs + @"more of an?\s+(?<value>[\p{L} ]{2,30} person)\b|^i (?:always|generally) want\s+(?:all |my |the )?(?!to\b)(?<value>.{3,100})$", Options)]
    private static partial Regex Prefer();

    [GeneratedRegex(@"^(?:on |every |each |in the )?(?:(?:week(?:days|ends?)|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|mornings?|evenings?|day|morning|evening),? )?i\s+(?:usually|normally|typically|generally|always|never|rarely|seldom|mostly|tend to)\s+(?:eat|drink|work|get up|wake up|go to bed|go running|go swimming|run|travel|start work|finish work|start|read|cook|commute|exercise|avoid|skip|walk|cycle|swim|sleep|take the|have (?:lunch|breakfast|dinner|coffee|tea)|meditate|train|shop|pay|fly|order|buy|check|write|wear)\b(?!\s+(?:it|this|that|out of|into (?:this|that|problems?|trouble|errors?))\b)(?<value>.{2,80})$|^i(?:'m| am)\s+(?:not )?(?:used|accustomed) to\s+" + NotThing + @"(?<value>.{3,80})$|^i(?:'m| am)\s+an?\s+(?<value>morning person|night owl|early bird|early riser|tea drinker|coffee drinker|dog person|cat person|late riser)\b.*$", Options)]
    private static partial Regex Habit();

    [GeneratedRegex(@"^my (?:usual|go-to|regular|preferred|default) (?<what>[\p{L} ]{2,30}?) (?:is|are)\s+(?!not|the (?:one|first|second)|that\b|this\b|it\b)(?<value>.{2,60})$", Options)]
    private static partial Regex Usual();
}
