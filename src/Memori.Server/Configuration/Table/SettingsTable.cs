namespace Memori.Server.Configuration.Table;

/// <summary>Every setting there is, once: reading, checking, showing, documentation and schema all come from here.</summary>
public static partial class SettingsTable
{
    /// <summary>The settings in their groups, as they are shown.</summary>
    public static IReadOnlyList<SettingGroup> Groups { get; } =
    [
        Service(), Access(), Claude(), Memory(), Embeddings(), Usage(), Limits(), Questions(), DataSources(), Sessions(), Monitoring(), Alerts(), Logging(), State(),
    ];

    /// <summary>All settings.</summary>
    public static IReadOnlyList<Setting> All { get; } = [.. Groups.SelectMany(group => group.Settings)];
}
