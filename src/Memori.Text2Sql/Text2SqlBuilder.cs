using Memori.Text2Sql.DataSources.Drivers;
using Memori.Text2Sql.Generation;
using Memori.Text2Sql.Generation.Claude;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Text2Sql;

/// <summary>Adds rungs to the ladder of generators; they are climbed in the order in which they were added.</summary>
/// <param name="services">Where the parts are registered.</param>
public sealed class Text2SqlBuilder(IServiceCollection services)
{
    /// <summary>Where the parts are registered.</summary>
    public IServiceCollection Services { get; } = services;

    /// <summary>Adds a rung of your own.</summary>
    public Text2SqlBuilder AddGenerator<TGenerator>()
        where TGenerator : class, ISqlGenerator
    {
        Services.AddSingleton<ISqlGenerator, TGenerator>();
        return this;
    }

    /// <summary>Adds the rung that asks a model, through the <see cref="IChatClient"/> that is registered.</summary>
    public Text2SqlBuilder AddClaudeGenerator() => AddGenerator<ClaudeSqlGenerator>();

    /// <summary>Adds a kind of database that is reached through an ADO.NET provider: its targets can then be asked like the built-in ones.</summary>
    /// <param name="driver">What differs; its provider must be registered in <see cref="System.Data.Common.DbProviderFactories"/>.</param>
    public Text2SqlBuilder AddDatabase(DatabaseDriver driver)
    {
        Services.AddSingleton(driver);
        return this;
    }
}
