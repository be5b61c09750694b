using System.CommandLine;
using RulesRouter.Verification;

namespace RulesRouter.Cli.Commands;

/// <summary>The two options by which a command sets parameters of policies.</summary>
internal sealed class ParameterOptions
{
    public Option<string?> EnvironmentFile { get; } = new("--parameters") { Description = "environment file of kind Parameters; its values win over those of policies" };

    public Option<string[]> Settings { get; } = new("--set") { Description = "policy.parameter=value, which wins over everything else; may be repeated", DefaultValueFactory = _ => [] };

    public void AddTo(Command command)
    {
        command.Options.Add(EnvironmentFile);
        command.Options.Add(Settings);
    }

    public PolicyFolder Load(ParseResult parsed, IReadOnlyList<string> paths, string classifierDigest) =>
        PolicyPaths.Load(paths, classifierDigest, parsed.GetValue(EnvironmentFile), parsed.GetValue(Settings));
}
