using System.CommandLine;
using RulesRouter.Cli.Inputs;
using RulesRouter.Language;

namespace RulesRouter.Cli.Commands;

/// <summary>The options that set parameters of policies.</summary>
internal sealed class ParameterOptions
{
    public Option<string?> EnvironmentFile { get; } = new("--parameters")
    {
        Description = "file of kind Parameters; overrides the policies' own values",
    };

    public Option<string[]> Settings { get; } = new("--set")
    {
        Description = "policy.parameter=value; overrides every other source; repeatable",
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command)
    {
        command.Options.Add(EnvironmentFile);
        command.Options.Add(Settings);
    }

    public PolicyFolder Load(ParseResult parsed, IReadOnlyList<string> paths, string classifierDigest) =>
        PolicyPaths.Load(paths, classifierDigest, parsed.GetValue(EnvironmentFile), parsed.GetValue(Settings));

    public PolicyFolder Load(ParseResult parsed, IEnumerable<PolicyFile> files, string classifierDigest) =>
        PolicyPaths.Load(files, classifierDigest, parsed.GetValue(EnvironmentFile), parsed.GetValue(Settings));
}
