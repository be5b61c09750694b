using System.CommandLine;
using RulesRouter.Classifiers;
using RulesRouter.Cli.Exits;
using RulesRouter.Requests;

namespace RulesRouter.Cli.Commands;

/// <summary>Options shared by several commands.</summary>
internal static class SharedOptions
{
    public static Option<string> Policies() =>
        new("--policies") { Description = "folder of policies and catalog", DefaultValueFactory = _ => "policies" };

    public static Option<bool> AllowSampleEvidence() =>
        new("--allow-sample-evidence") { Description = "sample facts about compliance and latency count as known" };

    public static Option<string?> Classifier() =>
        new("--classifier")
        {
            Description =
                "trained classifier (file or folder), or `none` for the heuristic; default: models/classifier above the policies or beside the tool",
        };

    public static Option<string[]> Down() =>
        new("--down")
        {
            Description = "endpoint, provider or failure domain that is unavailable; repeatable",
            AllowMultipleArgumentsPerToken = true,
        };

    public static Option<string> Format(params string[] formats)
    {
        var option = new Option<string>("--format") { Description = "format of the output", DefaultValueFactory = _ => formats[0] };
        option.AcceptOnlyFromAmong(formats);
        return option;
    }

    /// <summary>
    /// The classifier to use. If a trained one was expected and is not used, the reason is written to <paramref name="error"/>.
    /// </summary>
    /// <exception cref="UserError">A path was given that does not exist.</exception>
    public static IPromptClassifier Load(string? asked, string policiesPath, TextWriter error)
    {
        CheckClassifier(asked);
        var loaded = ClassifierLoader.Choose(asked, policiesPath);
        if (loaded.FallbackReason is { } reason)
        {
            error.WriteLine($"warning: {reason}; using the heuristic classifier");
        }

        return loaded.Classifier;
    }

    /// <exception cref="UserError">A path was given that does not exist.</exception>
    public static void CheckClassifier(string? asked) => UnreadablePath.Check(asked == ClassifierPlaces.None ? null : asked);
}
