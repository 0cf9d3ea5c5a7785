using System.Globalization;
using System.Text;
using Memori.Server.Configuration.Table;

namespace Memori.Server.Configuration.Documents;

/// <summary><c>.env.example</c>: every setting with its meaning in both languages and its default, commented out.</summary>
public static class EnvExample
{
    /// <summary>The text of the file.</summary>
    /// <param name="profile">The profile whose defaults are shown; null for those that hold without one.</param>
    public static string Write(string? profile)
    {
        var defaults = SettingsProfile.Defaults(profile);
        var text = new StringBuilder();
        text.Append("# Settings of Memori · Memori 设置 — written by `memori config env`\n");
        text.Append("# Copy to .env, chmod 600, and remove the # before what you change · 复制为 .env 并 chmod 600,去掉要修改的行首 #\n");
        text.Append("# NAME__FILE=path reads any of them from a file · 任何设置都可用 NAME__FILE=路径 从文件读取\n");
        foreach (var group in SettingsTable.Groups)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n# ===== {group.Title.English} · {group.Title.Chinese} =====\n");
            foreach (var setting in group.Settings)
            {
                var value = setting.TextIn(defaults);
                text.Append(CultureInfo.InvariantCulture, $"\n# {setting.About.English}\n# {setting.About.Chinese}\n");
                if (value is null && setting.Otherwise is { } otherwise)
                {
                    text.Append(CultureInfo.InvariantCulture, $"# default: {otherwise.English} · 默认:{otherwise.Chinese}\n");
                }

                text.Append(CultureInfo.InvariantCulture, $"# {setting.Name}={value}\n");
            }
        }

        return text.ToString();
    }
}
