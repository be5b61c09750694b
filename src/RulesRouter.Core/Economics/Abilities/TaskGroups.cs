using System.Collections.Immutable;
using RulesRouter.Catalog;

namespace RulesRouter.Economics.Abilities;

/// <summary>The task groups, and the group of each task.</summary>
internal static class TaskGroups
{
    public static ImmutableArray<TaskGroup> All { get; } = [.. Enum.GetValues<TaskGroup>()];

    public static TaskGroup Of(TaskKind task) => task switch
    {
        TaskKind.Autocomplete or TaskKind.CodeGeneration or TaskKind.UnitTestGeneration => TaskGroup.Writing,
        TaskKind.Debugging or TaskKind.Refactor or TaskKind.Agentic => TaskGroup.Repository,
        TaskKind.CodeReview or TaskKind.Explain or TaskKind.CodeReasoning => TaskGroup.Reading,
        TaskKind.Reasoning or TaskKind.Knowledge => TaskGroup.Reasoning,
        TaskKind.Summarise or TaskKind.Chat or TaskKind.Other => TaskGroup.Conversation,
    };
}
