using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RulesRouter.Language.Binding;
using RulesRouter.Language.Yaml;

namespace RulesRouter.Language;

/// <summary>
/// Parameter values from outside the policies, as documents of kind Parameters that are loaded with them and are part of the revision.
/// </summary>
internal static partial class ParameterFile
{
    /// <summary>An environment file.</summary>
    /// <exception cref="FormatException">The path names a folder.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ImmutableArray<PolicyFile> Read(string path) => Directory.Exists(path)
        ? throw new FormatException($"`{path}` is a folder; expected one file of kind Parameters")
        : [.. PolicyDirectory.Read(path).Select(file => file with { Kind = "Parameters" })];

    /// <summary>One document with all settings of the form <c>policy.parameter=value</c>; none without settings.</summary>
    /// <exception cref="FormatException">A setting has another form, or two set the same parameter.</exception>
    public static IEnumerable<PolicyFile> OfCommandLine(IEnumerable<string> settings)
    {
        var read = settings.Select(Split).ToList();
        if (read.CountBy(setting => $"{setting.Policy}.{setting.Name}").FirstOrDefault(same => same.Value > 1) is { Key: { } twice })
        {
            throw new FormatException($"`--set {twice}` is set twice");
        }

        if (read.Count == 0)
        {
            return [];
        }

        var text = new StringBuilder($"apiVersion: {PolicyLoader.ApiVersion}\nkind: Parameters\nspec:\n");
        foreach (var policy in read.GroupBy(setting => setting.Policy))
        {
            text.Append("  ").Append(policy.Key).Append(":\n");
            foreach (var (_, name, value) in policy)
            {
                text.Append("    ")
                    .Append(name)
                    .Append(": ")
                    .Append(CoreSchema.Resolve(value, isPlain: true) is string or null ? JsonSerializer.Serialize(value) : value)
                    .Append('\n');
            }
        }

        return [new PolicyFile(ParameterBinder.CommandLine, Encoding.UTF8.GetBytes(text.ToString()))];
    }

    private static (string Policy, string Name, string Value) Split(string setting) => Setting().Match(setting) is { Success: true } match
        ? (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value)
        : throw new FormatException($"`--set {setting}` must have the form policy.parameter=value");

    [GeneratedRegex("^([a-z][a-z0-9-]*)\\.([A-Za-z][A-Za-z0-9_]*)=(.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Setting();
}
