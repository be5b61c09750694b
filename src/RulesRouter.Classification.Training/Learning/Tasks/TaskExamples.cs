using RulesRouter.Catalog;
using RulesRouter.Classifiers.Parameters;
using RulesRouter.Classifiers.Reading;
using RulesRouter.Classifiers.Training.Data;
using RulesRouter.Classifiers.Written;
using RulesRouter.Requests;

namespace RulesRouter.Classifiers.Training.Learning.Tasks;

/// <summary>
/// The examples of the task heads. In the data, the shape of a request depends on its source: agentic work is a conversation with a system
/// text, nearly everything else a bare prompt. Variants with and without system text, tools and turns keep the shape from replacing the
/// request.
/// </summary>
internal static class TaskExamples
{
    private const int MaxRows = 150;

    /// <summary>Of a source whose rows have outcomes: benchmarks with one template each.</summary>
    private const int MaxBenchmarkRows = 100;

    /// <summary>
    /// Of the short written prompts: chosen on short prompts that are not trained on; with 1, fewer of them were recognised.
    /// </summary>
    private const float ShortWeight = 3;

    /// <summary>
    /// Sources without an instruction, whose task nothing in the prompt shows: bare functions to explain or to repair, problem statements
    /// to test, and questions of every kind.
    /// </summary>
    private static readonly string[] WithoutInstruction = ["arena-hard-v0.1", "testeval", "humanevalpack"];

    /// <summary>Of this many written prompts one also has a persona.</summary>
    private const int PersonaStride = 4;

    private static readonly string[] SystemTexts =
    [
        "You are a helpful assistant.",
        "You are a helpful AI assistant. Answer the user's question.",
        "You are an expert software engineer helping a developer inside their editor.",
        "You are a large language model. Knowledge cutoff: 2024-06.",
        "Respond in the language of the user. Format the answer as Markdown.",
    ];

    /// <summary>Roles and manners of speaking, which say nothing of the task.</summary>
    private static readonly string[] Personas =
    [
        "You speak like a medieval knight. Whenever someone asks you for a favour, you mention your horse.",
        "You are a cheerful cook. Always answer in one short paragraph.",
        "Always end your replies with a wish for a nice day.",
        "You help the customers of a shop for garden tools. Be friendly, and never promise a date of delivery.",
        "Be concise. When asked for an opinion, stay neutral and name two sides.",
    ];

    /// <summary>Rows with a task, at most <see cref="MaxRows"/> of a source and task.</summary>
    public static IReadOnlyList<OutcomeRow> Choose(IEnumerable<OutcomeRow> rows) =>
    [
        .. rows.Where(row => row.Kind is { } task && (!WithoutInstruction.Contains(row.Source) || task == TaskKind.CodeGeneration))
            .Where(row => row.Messages.Count == 0 || TaskInputs.Users(row).Any())
            .GroupBy(row => (row.Source, row.Kind))
            .SelectMany(source => source.OrderBy(row => WordHash.Of(row.Id)).ThenBy(row => row.Id, StringComparer.Ordinal)
                .Take(source.First().Outcomes.Count > 0 ? MaxBenchmarkRows : MaxRows)),
    ];

    /// <summary>The examples of rows, the written prompts, and their variants. The first example of a row is the row as it is.</summary>
    public static IReadOnlyList<TaskExample> Of(IReadOnlyList<OutcomeRow> rows)
    {
        var own = rows.AsParallel().AsOrdered().SelectMany((row, at) => Variants(row, at)).ToList();
        (WrittenSet Set, TaskKind Task, string Text)[] written =
        [
            .. Enum.GetValues<WrittenSet>().SelectMany(set => WrittenPrompts.Of(set).Select(prompt => (set, prompt.Task, prompt.Text))),
        ];
        own.AddRange(written.AsParallel().AsOrdered().SelectMany((prompt, at) => WrittenVariants(prompt, rows.Count + at)));
        return own;
    }

    private static IEnumerable<TaskExample> Variants(OutcomeRow row, int at)
    {
        var hash = WordHash.Of(row.Id) * 2654435761u >> 8;
        TaskExample Example(in ClassifierInput input, float weight) =>
            new(at, TaskVector.Of(input), row.Kind!.Value, row.Source, weight);
        bool HasTools(uint of) => row.Kind == TaskKind.Agentic && hash % of != 0;

        var input = TaskInputs.Of(row);
        if (row.Messages.Count > 0)
        {
            var (first, system) = (TaskInputs.Users(row).First(), TaskInputs.SystemOf(row));
            yield return Example(input, 0.5f);
            yield return Example(input with { Text = first, HasTools = HasTools(20) }, 0.25f);
            yield return Example(ClassifierInput.Of(first) with { HasTools = HasTools(3) }, 0.25f);
            if (system.Length > 0)
            {
                yield return Example(ClassifierInput.Of(system + "\n\n" + first), 0.25f);
            }

            yield break;
        }

        yield return Example(input, 1);
        if (hash % 4 == 0)
        {
            yield return Example(
                input with
                {
                    SystemText = SystemTexts[hash / 4 % SystemTexts.Length],
                    HasTools = row.Kind == TaskKind.Agentic ? hash / 512 % 20 != 0 : hash / 64 % 4 == 0,
                    MessageCount = hash / 4096 % 3 == 0 ? 3 : 1,
                },
                0.5f);
        }
    }

    private static IEnumerable<TaskExample> WrittenVariants((WrittenSet Set, TaskKind Task, string Text) prompt, int at)
    {
        var input = ClassifierInput.Of(prompt.Text);
        var weight = prompt.Set == WrittenSet.Short ? ShortWeight : 1;
        var source = "written-" + prompt.Set;
        yield return new TaskExample(at, TaskVector.Of(input), prompt.Task, source, weight);
        if (prompt.Task == TaskKind.Agentic)
        {
            var equipped = input with { SystemText = SystemTexts[at % SystemTexts.Length], HasTools = true };
            yield return new TaskExample(at, TaskVector.Of(equipped), prompt.Task, source, weight);
        }
        else if (at % PersonaStride == 0)
        {
            var addressed = input with { SystemText = Personas[at / PersonaStride % Personas.Length] };
            yield return new TaskExample(at, TaskVector.Of(addressed), prompt.Task, source, weight);
        }
    }
}
