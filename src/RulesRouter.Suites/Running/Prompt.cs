using System.Collections.Immutable;
using System.Text;
using RulesRouter.Redaction;
using RulesRouter.Suites.Checking;
using RulesRouter.Suites.Editing;
using RulesRouter.Suites.Scenarios;

namespace RulesRouter.Suites.Running;

/// <summary>The first messages of a one-shot attempt: instruction, files that the merged change touched, all paths.</summary>
internal static class Prompt
{
    /// <summary>Changes with the wording: results of another version are not taken from the cache.</summary>
    public const int Version = 1;

    private const int MaxPaths = 400;
    private const int MaxFile = 100_000;

    private static readonly ImmutableArray<SensitivePattern> Secrets = PatternTable.Of([PatternTable.Secrets]);

    public static List<Message> Of(Scenario scenario, EditFormat format, WorkTree tree) =>
    [
        new(
            "system",
            $"You are a software engineer. Change the repository as the instruction says, completely and with no other change. Tests that you cannot see judge the result.\n\n{EditInstructions.Of(format)}"),
        new("user", WithoutSecrets(Question(scenario, tree))),
    ];

    /// <summary>What a repair round sees of the attempt before it.</summary>
    public static Message Repair(string problem) => new("user", WithoutSecrets(
        $"{problem}\n\nCorrect the change. Your answer is applied to the repository as it was before your first answer."));

    private static string WithoutSecrets(string text) => SensitiveText.Removed(text, Secrets, "[secret removed]");

    private static string Question(Scenario scenario, WorkTree tree)
    {
        var text = new StringBuilder($"# Instruction\n\n{scenario.Instruction}\n\n# Files\n");
        foreach (var path in scenario.GoldFiles)
        {
            if (tree.Inside(path) is { } full && File.Exists(full) && new FileInfo(full).Length <= MaxFile)
            {
                text.Append($"\n{path}\n```\n{File.ReadAllText(full)}\n```\n");
            }
        }

        text.Append("\n# Paths of the repository\n\n");
        foreach (var path in tree.Paths().Order(StringComparer.Ordinal).Take(MaxPaths))
        {
            text.Append(path).Append('\n');
        }

        return text.ToString();
    }
}
