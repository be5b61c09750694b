using System.Diagnostics;
using System.Numerics;
using RulesRouter.Catalog;
using RulesRouter.Classifiers.Reading;

namespace RulesRouter.Classifiers.Heuristic;

/// <summary>
/// Refines a task by what the instruction names: in its first words, else in its last. `rulesrouter classifier evaluate --only kinds`
/// prints the precision of each kind on labelled prompts.
/// </summary>
internal static class KindRules
{
    /// <summary>Of a text to which a question refers.</summary>
    private const int MinPassageWords = 40;

    private const uint TextKinds = 0xFF;
    private const uint CodeKinds = 0xF00;
    private const uint Context = 1u << (int)RequestKind.ContextQuestion;

    /// <summary>Null: no finer kind is named, or several are.</summary>
    public static RequestKind? Of(TaskKind task, in TaskOutline outline) => task switch
    {
        TaskKind.Other => OfText(outline),
        TaskKind.CodeGeneration => Named(outline, CodeKinds) ?? OfCode(outline),
        TaskKind.Knowledge => outline.ProseWords >= MinPassageWords && ((outline.OpeningKinds | outline.ClosingKinds) & Context) != 0
            ? RequestKind.ContextQuestion
            : null,
        TaskKind.Summarise => outline.DiffLines > 1 ? RequestKind.DiffSummary : null,
        TaskKind.Autocomplete or TaskKind.UnitTestGeneration or TaskKind.Debugging or TaskKind.Refactor or TaskKind.CodeReview
            or TaskKind.Explain or TaskKind.CodeReasoning or TaskKind.Reasoning or TaskKind.Chat or TaskKind.Agentic => null,
        _ => throw new UnreachableException($"{task}"),
    };

    /// <summary>A story is written if the instruction also asks to write; otherwise it may be one to be found or played.</summary>
    private static RequestKind? OfText(in TaskOutline outline)
    {
        var named = Named(outline, TextKinds) ?? One(outline.SystemKinds & TextKinds);
        return named == RequestKind.CreativeWriting && !outline.Has(Concept.Write) ? null : named;
    }

    /// <summary>What neither names a language nor a piece of code: files and processes, or figures of a table.</summary>
    private static RequestKind? OfCode(in TaskOutline outline) =>
        outline.CodeLines > 0 || outline.Has(Concept.Language) || outline.Has(Concept.Code) ? null
        : outline.Has(Concept.Shell) ? RequestKind.Shell
        : outline.Has(Concept.Data) && (outline.Has(Concept.What) || outline.Has(Concept.Who) || outline.Has(Concept.How))
            ? RequestKind.DataQuery
        : null;

    private static RequestKind? Named(in TaskOutline outline, uint kinds) =>
        One(outline.OpeningKinds & kinds) ?? ((outline.OpeningKinds & kinds) == 0 ? One(outline.ClosingKinds & kinds) : null);

    private static RequestKind? One(uint kinds) =>
        BitOperations.IsPow2(kinds) ? (RequestKind)BitOperations.TrailingZeroCount(kinds) : null;
}
