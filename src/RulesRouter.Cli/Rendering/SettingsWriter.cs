using System.Collections.Immutable;
using RulesRouter.Service.Settings;

namespace RulesRouter.Cli.Rendering;

/// <summary>Effective settings as three columns: key, value, source.</summary>
internal static class SettingsWriter
{
    public static void Write(TextWriter output, ImmutableArray<EffectiveSetting> settings)
    {
        var keys = settings.Max(setting => setting.Setting.Key.Length);
        var values = settings.Max(setting => setting.Shown.Length);
        foreach (var setting in settings)
        {
            var source = setting.Source switch
            {
                SettingSource.Flag or SettingSource.Environment => setting.Name,
                SettingSource.File => "settings file",
                SettingSource.Default => "default",
                _ => throw new System.Diagnostics.UnreachableException($"no words for {setting.Source}"),
            };
            output.WriteLine($"{setting.Setting.Key.PadRight(keys)}  {setting.Shown.PadRight(values)}  {source}");
        }
    }
}
