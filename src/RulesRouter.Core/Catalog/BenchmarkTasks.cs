using System.Collections.Frozen;
using System.Collections.Immutable;

namespace RulesRouter.Catalog;

/// <summary>
/// Which tasks a benchmark is evidence for. A benchmark outside the table
/// says nothing about any task until the catalog names the tasks itself.
/// </summary>
internal static class BenchmarkTasks
{
    private static readonly FrozenDictionary<string, ImmutableArray<TaskKind>> Table = new Dictionary<string, ImmutableArray<TaskKind>>
    {
        // one file is written or edited until its tests pass
        ["Aider Polyglot"] = [TaskKind.CodeGeneration],
        ["Aider Edit"] = [TaskKind.CodeGeneration],
        ["Aider Refactor"] = [TaskKind.Refactor],
        ["LiveCodeBench"] = [TaskKind.CodeGeneration],
        ["LiveCodeBench Pro"] = [TaskKind.CodeGeneration],
        ["SciCode"] = [TaskKind.CodeGeneration],
        ["NL2Repo"] = [TaskKind.CodeGeneration, TaskKind.Agentic],

        // an issue in a real repository is resolved
        ["SWE-Bench Verified"] = [TaskKind.Debugging, TaskKind.Agentic],
        ["SWE-Bench Multilingual"] = [TaskKind.Debugging, TaskKind.Agentic],
        ["SWE-Bench Pro"] = [TaskKind.Debugging, TaskKind.Agentic],

        // a task in a terminal is carried through with tools
        ["Terminal-Bench"] = [TaskKind.Agentic],
        ["Terminal-Bench 2.0"] = [TaskKind.Agentic],
        ["Terminal-Bench 2.1"] = [TaskKind.Agentic],
        ["Terminal-Bench Hard"] = [TaskKind.Agentic],
        ["Claw-eval"] = [TaskKind.Agentic],
        ["τ3 Banking"] = [TaskKind.Agentic],

        ["SWE-Atlas Test Writing"] = [TaskKind.UnitTestGeneration],
        ["SWE-Atlas Refactoring"] = [TaskKind.Refactor],
        ["SWE-Atlas Codebase QnA"] = [TaskKind.Explain, TaskKind.CodeReview],

        ["GPQA Diamond"] = [TaskKind.Reasoning, TaskKind.Knowledge],
        ["Humanity's Last Exam"] = [TaskKind.Reasoning, TaskKind.Knowledge],
        ["CharXiv Reasoning"] = [TaskKind.Reasoning],
        ["MRCRv2"] = [TaskKind.Summarise],
        ["Long Context Reasoning"] = [TaskKind.Summarise, TaskKind.Reasoning],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>In ordinal order.</summary>
    public static ImmutableArray<string> Benchmarks { get; } = [.. Table.Keys.Order(StringComparer.Ordinal)];

    public static bool TryFind(string benchmark, out ImmutableArray<TaskKind> tasks) => Table.TryGetValue(benchmark, out tasks);
}
