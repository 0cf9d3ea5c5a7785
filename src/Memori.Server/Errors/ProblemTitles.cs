using System.Collections.Frozen;
using Memori.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Memori.Server.Errors;

/// <summary>The titles of problems in the caller's language, and the types that the framework has none for.</summary>
internal static class ProblemTitles
{
    private static readonly FrozenDictionary<int, string> Chinese = new Dictionary<int, string>
    {
        [400] = "请求无效",
        [401] = "未通过身份验证",
        [403] = "禁止访问",
        [404] = "未找到",
        [405] = "不支持该方法",
        [408] = "请求超时",
        [409] = "冲突",
        [412] = "前提条件不满足",
        [413] = "请求体过大",
        [415] = "不支持的媒体类型",
        [422] = "无法处理",
        [429] = "请求过多",
        [500] = "服务器内部错误",
        [502] = "网关错误",
        [503] = "服务不可用",
        [504] = "网关超时",
        [507] = "存储空间不足",
    }.ToFrozenDictionary();

    // The standards that define these statuses.
    private static readonly FrozenDictionary<int, string> Types = new Dictionary<int, string>
    {
        [413] = "https://tools.ietf.org/html/rfc9110#section-15.5.14",
        [429] = "https://tools.ietf.org/html/rfc6585#section-4",
        [507] = "https://tools.ietf.org/html/rfc4918#section-11.5",
    }.ToFrozenDictionary();

    /// <summary>Gives a problem its title and, where the framework would give none, its type.</summary>
    public static ProblemDetails Entitle(this ProblemDetails problem, Language language)
    {
        var status = problem.Status ?? StatusCodes.Status500InternalServerError;
        problem.Title = language == Language.Chinese && Chinese.TryGetValue(status, out var title) ? title : ReasonPhrases.GetReasonPhrase(status);
        problem.Type = Types.GetValueOrDefault(status);
        return problem;
    }
}
