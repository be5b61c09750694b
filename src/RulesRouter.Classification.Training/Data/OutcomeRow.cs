using RulesRouter.Catalog;
using RulesRouter.Classifiers.Parameters;

namespace RulesRouter.Classifiers.Training.Data;

/// <summary>A prompt and its outcomes by model: one line of an outcome file.</summary>
internal sealed record OutcomeRow
{
    private static readonly IReadOnlyDictionary<string, double> Nothing = new Dictionary<string, double>();

    /// <summary>The file's name without its endings.</summary>
    public required string DataSet { get; init; }

    public required string Id { get; init; }

    /// <summary>The benchmark, or a part of it.</summary>
    public required string Source { get; init; }

    /// <summary>Rows of one group are related and never on both sides of a split.</summary>
    public required string Group { get; init; }

    /// <summary>Empty if the row is a conversation.</summary>
    public required string Prompt { get; init; }

    /// <summary>The messages of a conversation; empty if the row is a prompt.</summary>
    public IReadOnlyList<LabelledMessage> Messages { get; init; } = [];

    /// <summary>The prompt's language, where it is known: a code or a name, and <c>code</c> for a prompt that is code alone.</summary>
    public string? Language { get; init; }

    /// <summary>As labelled; see <see cref="Kind"/>.</summary>
    public string? Task { get; init; }

    /// <summary>A finer kind than the task, as labelled; null if there is none.</summary>
    public string? KindLabel { get; init; }

    /// <summary>Model → success in [0, 1].</summary>
    public IReadOnlyDictionary<string, double> Outcomes { get; init; } = Nothing;

    /// <summary>Model → dollars of that run.</summary>
    public IReadOnlyDictionary<string, double> CostUsd { get; init; } = Nothing;

    /// <summary>Model → characters of the answer, hidden reasoning not included.</summary>
    public IReadOnlyDictionary<string, double> OutChars { get; init; } = Nothing;

    /// <summary>Null if the label does not name a single task.</summary>
    public TaskKind? Kind => TaskLabels.Of(Task, Source);

    /// <summary>Null if the label does not name one.</summary>
    public RequestKind? FinerKind => KindLabels.Of(KindLabel, Kind);

    /// <summary>A row without a task counts as general knowledge; null for a task without a domain.</summary>
    internal Domain? Domain => Kind is { } task ? Domains.Of(task) : Parameters.Domain.Knowledge;
}
