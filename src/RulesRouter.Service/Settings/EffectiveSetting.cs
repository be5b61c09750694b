using System.Collections.Immutable;

namespace RulesRouter.Service.Settings;

/// <summary>The values that a setting has, and where they come from.</summary>
internal sealed record EffectiveSetting(Setting Setting, ImmutableArray<string> Values, SettingSource Source)
{
    /// <summary>The setting as its source writes it: <c>--url</c>, <c>RULESROUTER_URL</c> or <c>url</c>.</summary>
    public string Name => NameIn(Source);

    /// <summary>The values for people; of a secret only whether it is set.</summary>
    public string Shown => Values switch
    {
        [] => Setting.Type.IsSwitch ? "false" : "",
        _ when Setting.IsSecret => "(set)",
        _ => string.Join(Setting.Separator, Values),
    };

    private string NameIn(SettingSource source) => source switch
    {
        SettingSource.Flag => Setting.Flag ?? Setting.Name,
        SettingSource.Environment => Setting.Variable,
        SettingSource.File => Setting.Key,
        SettingSource.Default => Setting.Flag ?? Setting.Variable,
        _ => throw new System.Diagnostics.UnreachableException($"no name for {source}"),
    };
}
