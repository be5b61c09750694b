using System.Collections.Immutable;
using System.Text.RegularExpressions;
using RulesRouter.Diagnostics;
using RulesRouter.Language.Settings;
using RulesRouter.Service.Options;

namespace RulesRouter.Service.Settings;

/// <summary>
/// Flags, environment variables and a settings file → the settings of one start. A flag overrides a variable, and a variable the file;
/// values of a list replace each other as a whole.
/// </summary>
internal sealed partial class SettingsReader
{
    /// <summary>The variable that names the settings file.</summary>
    public const string FileVariable = Setting.Prefix + "SETTINGS";

    private readonly Dictionary<Setting, EffectiveSetting> effective = SettingTable.All.ToDictionary(
        setting => setting,
        setting => new EffectiveSetting(setting, setting.Default is { } value ? [value] : [], SettingSource.Default));

    private readonly DiagnosticBag inFile = new();
    private readonly List<string> errors = [];
    private readonly List<string> warnings = [];

    /// <param name="flags">The values of each flag that was given.</param>
    /// <param name="variables">The environment; an empty value is as none.</param>
    /// <param name="file">Path of a settings file, or null.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static SettingsReading Read(
        IReadOnlyDictionary<Setting, ImmutableArray<string>> flags,
        IReadOnlyDictionary<string, string> variables,
        string? file)
    {
        var reader = new SettingsReader();
        file ??= variables.GetValueOrDefault(FileVariable) is { Length: > 0 } named ? named : null;
        if (file is not null)
        {
            reader.ReadFile(file);
        }

        reader.ReadVariables(variables);
        foreach (var (setting, values) in flags)
        {
            reader.Take(new EffectiveSetting(setting, values, SettingSource.Flag));
        }

        return reader.Finish();
    }

    private void ReadFile(string path)
    {
        foreach (var written in SettingsFile.Read(path, inFile))
        {
            var setting = SettingTable.All.Single(one => one.Key == written.Key);
            effective[setting] = new EffectiveSetting(setting, [.. written.Values.Select(value => value.Text)], SettingSource.File);
            foreach (var value in written.Values.Where(value => !setting.Type.Accepts(value.Text)))
            {
                inFile.Add(
                    SchemaDiagnostics.WrongValue,
                    value.Span,
                    setting.IsSecret
                        ? $"`{setting.Key}` must be {setting.Type.Expected}"
                        : $"`{setting.Key}` must be {setting.Type.Expected}, found `{value.Text}`");
            }

            ReportRepeated(effective[setting], (value, message) => inFile.Add(
                SchemaDiagnostics.WrongValue,
                written.Values.Last(one => one.Text == value).Span,
                message));
        }
    }

    private void ReadVariables(IReadOnlyDictionary<string, string> variables)
    {
        var byName = SettingTable.All.ToDictionary(setting => setting.Variable, StringComparer.Ordinal);
        foreach (var (name, value) in variables.Where(IsOurs).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (byName.TryGetValue(name, out var setting))
            {
                ImmutableArray<string> values = setting.IsList ? [.. value.Split(Setting.Separator)] : [value];
                Take(new EffectiveSetting(setting, values, SettingSource.Environment));
            }
            else
            {
                warnings.Add(
                    $"unknown environment variable `{name}`{Suggestion.Clause(name, byName.Keys.Append(FileVariable))}");
            }
        }
    }

    private static bool IsOurs(KeyValuePair<string, string> variable) =>
        variable.Value.Length > 0
        && variable.Key.StartsWith(Setting.Prefix, StringComparison.Ordinal)
        && variable.Key != FileVariable
        && !ServiceLink().IsMatch(variable.Key);

    private void Take(EffectiveSetting given)
    {
        effective[given.Setting] = given;
        foreach (var value in given.Values.Where(value => !given.Setting.Type.Accepts(value)))
        {
            errors.Add(
                given.Setting.IsSecret
                    ? $"{given.Name} must be {given.Setting.Type.Expected}"
                    : $"{given.Name} must be {given.Setting.Type.Expected}, found `{value}`");
        }

        ReportRepeated(given, (_, message) => errors.Add(message));
    }

    /// <summary>One name with two values is a mistake: which of them counts would depend on their order.</summary>
    private static void ReportRepeated(EffectiveSetting given, Action<string, string> report)
    {
        if (given.Setting.Type != SettingTypes.Pair && given.Setting.Type != SettingTypes.ClaimPair)
        {
            return;
        }

        foreach (var same in given.Values.GroupBy(pair => pair.Split('=')[0]).Where(same => same.Count() > 1))
        {
            var pairs = string.Join(", ", same.Select(pair => $"`{pair}`"));
            report(same.Last(), $"{given.Name} {same.Key} is given twice: {pairs}; keep one");
        }
    }

    private SettingsReading Finish()
    {
        ImmutableArray<EffectiveSetting> settings = [.. SettingTable.All.Select(setting => effective[setting])];
        var hasErrors = inFile.HasErrors || errors.Count > 0;
        return new SettingsReading(
            hasErrors ? null : OptionsOf(settings),
            settings,
            inFile.Sorted(),
            [.. errors],
            [.. warnings]);
    }

    private static ServiceOptions OptionsOf(IEnumerable<EffectiveSetting> settings) => settings
        .Where(setting => !setting.Values.IsEmpty)
        .Aggregate(new ServiceOptions { PoliciesPath = "" }, (options, setting) => setting.Setting.Apply(options, setting.Values));

    /// <summary>What Kubernetes sets in every container for a service that is named `rulesrouter`.</summary>
    [GeneratedRegex("^RULESROUTER(_[A-Z0-9_]+)?_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_[A-Z]+)?)?)$")]
    private static partial Regex ServiceLink();
}
