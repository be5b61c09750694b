using RulesRouter.Catalog;
using RulesRouter.Classifiers.Written;
using RulesRouter.Names;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Tests.Serving;

/// <summary>The shipped artefact on short prompts that are not among its training prompts; it is measured, then held.</summary>
public class ShortPromptTests
{
    private const string None = "none";
    private const int MinRight = 185;
    private const int MaxWrong = 6;

    private static readonly IReadOnlyList<(string[] Accepted, string Prompt)> Prompts = Read();

    [Fact]
    public void Shipped_artefact_names_few_wrong_tasks_of_short_prompts()
    {
        var classifier = ClassifierLoader.Load(ModelsFolder.Path).Classifier;
        var answers = Prompts.Select(each => (each.Accepted, each.Prompt, Task: TaskOf(classifier, each.Prompt))).ToList();
        var wrong = answers.Where(answer => answer.Task != None && !answer.Accepted.Contains(answer.Task)).ToList();
        var right = answers.Count(answer => answer.Task != None && answer.Accepted.Contains(answer.Task));

        Assert.True(wrong.Count <= MaxWrong, string.Join('\n', wrong.Select(answer => $"{answer.Task}: {answer.Prompt}")));
        Assert.True(right >= MinRight, $"{right} of {answers.Count} right");
    }

    [Fact]
    public void Prompts_are_not_among_those_trained_on()
    {
        var trained = WrittenPrompts.All().Select(prompt => Bare(prompt.Text)).ToHashSet();

        Assert.DoesNotContain(Prompts, each => trained.Contains(Bare(each.Prompt)));
    }

    private static string Bare(string prompt) => new([.. prompt.ToLowerInvariant().Where(char.IsLetterOrDigit)]);

    private static string TaskOf(IPromptClassifier classifier, string prompt) =>
        classifier.Classify(ClassifierInput.Of(prompt)).Task is { } task ? EnumNames<TaskKind>.NameOf(task) : None;

    private static List<(string[] Accepted, string Prompt)> Read() =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Serving", "short-prompts.txt"))
            .Where(line => !line.StartsWith("# ", StringComparison.Ordinal))
            .Select(line => line.Split('\t'))
            .Select(parts => (parts[0].Split('|'), Unescaped(parts[1]))),
    ];

    private static string Unescaped(string prompt) =>
        prompt.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal);
}
