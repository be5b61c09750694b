using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RulesRouter.Language.Binding;
using RulesRouter.Language.Yaml;

namespace RulesRouter.Language;

/// <summary>Values for parameters from outside the policies, as documents of kind Parameters that are loaded with them, and so are part of the revision.</summary>
public static partial class ParameterFile
{
    /// <summary>An environment file.</summary>
    /// <exception cref="FormatException">The path names a folder.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ImmutableArray<PolicyFile> Read(string path) => Directory.Exists(path)
        ? throw new FormatException($"`{path}` is a folder, and an environment file is one file of kind Parameters")
        : [.. PolicyDirectory.Read(path).Select(file => file with { Kind = "Parameters" })];

    /// <summary>What was given as <c>policy.parameter=value</c>, as one document; none where nothing was given.</summary>
    /// <exception cref="FormatException">One is not of that form, or sets what another sets; the message says which.</exception>
    public static IEnumerable<PolicyFile> OfCommandLine(IEnumerable<string> settings)
    {
        var read = settings.Select(Split).ToList();
        if (read.CountBy(setting => $"{setting.Policy}.{setting.Name}").FirstOrDefault(same => same.Value > 1) is { Key: { } twice })
        {
            throw new FormatException($"`--set {twice}` is given twice");
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
                text.Append("    ").Append(name).Append(": ").Append(CoreSchema.Resolve(value, isPlain: true) is string or null ? JsonSerializer.Serialize(value) : value).Append('\n');
            }
        }

        return [new PolicyFile(ParameterBinder.CommandLine, Encoding.UTF8.GetBytes(text.ToString()))];
    }

    private static (string Policy, string Name, string Value) Split(string setting) => Setting().Match(setting) is { Success: true } match
        ? (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value)
        : throw new FormatException($"`--set {setting}` is not of the form policy.parameter=value");

    [GeneratedRegex("^([a-z][a-z0-9-]*)\\.([A-Za-z][A-Za-z0-9_]*)=(.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Setting();
}
