using System.Text;

namespace RulesRouter.Service.Settings;

/// <summary>The settings as a table in Markdown: part of this project's README, checked by a test.</summary>
internal static class SettingsPage
{
    public static string Write()
    {
        var page = new StringBuilder("| flag | environment variable | key | default | effect |\n|---|---|---|---|---|\n");
        foreach (var setting in SettingTable.All)
        {
            page.Append(
                $"| {Flags(setting)} | `{setting.Variable}` | `{setting.Key}` | {Code(setting.Default)} | {Effect(setting)} |\n");
        }

        return page.ToString();
    }

    private static string Flags(Setting setting)
    {
        if (setting.Flag is not { } flag)
        {
            return "";
        }

        var value = Escaped(setting.Type.Placeholder);
        return Code(value.Length == 0 ? flag : $"{flag} {value}") + (setting.OffFlag is { } off ? $", {Code(off)}" : "");
    }

    private static string Effect(Setting setting) =>
        Escaped(setting.Description) + (setting.IsSecret ? "; never printed" : "");

    private static string Escaped(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Code(string? text) => text is null ? "" : $"`{text}`";
}
