using RulesRouter.Service.Options;

namespace RulesRouter.Service.Settings;

/// <summary>What settings require of each other, before anything is opened.</summary>
internal static class SettingsCheck
{
    /// <summary>The errors, one line each.</summary>
    public static IEnumerable<string> Run(ServiceOptions options, IEnumerable<EffectiveSetting> settings)
    {
        if (ListenAddress.ErrorOf(options.Url) is { } error)
        {
            yield return error;
            yield break;
        }

        if (ListenAddress.IsLoopback(options.Url))
        {
            yield break;
        }

        foreach (var setting in settings.Where(setting => setting.Setting.NeedsLoopback && IsOn(setting)))
        {
            yield return $"{setting.Name} needs a loopback address such as http://127.0.0.1:8080, found `{options.Url}`";
        }
    }

    private static bool IsOn(EffectiveSetting setting) => setting.Setting.Type.IsSwitch
        ? setting.Values is [var value] && SettingTypes.Switch.Read(value)
        : !setting.Values.IsEmpty;
}
