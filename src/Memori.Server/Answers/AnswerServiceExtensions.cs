using Memori.Server.Answers;
using Memori.Server.Ask.Runs;
using Memori.Server.Users;
using Memori.Text2Sql.DataSources;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Composes runs and the answers that are kept of them.</summary>
internal static class AnswerServiceExtensions
{
    /// <summary>Adds what is kept.</summary>
    public static IServiceCollection AddAnswers(this IServiceCollection services) => services
        .AddSingleton<AnswerStore>()
        .AddSingleton<IDataSourceData>(static provider => provider.GetRequiredService<AnswerStore>())
        .AddSingleton<AnswerBook>()
        .AddSingleton<AnswerVerdicts>()
        .AddSingleton<AskRuns>()
        .AddSingleton<IUserData, AnswerUserData>();
}
