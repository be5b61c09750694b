namespace RulesRouter.Client.Decisions;

/// <summary>Capabilities that a request needs; what its messages and tools show is added.</summary>
public sealed record RequestNeeds
{
    /// <summary>The request calls tools.</summary>
    public bool? Tools { get; init; }

    /// <summary>The request contains images.</summary>
    public bool? Vision { get; init; }

    /// <summary>The answer must satisfy a JSON schema.</summary>
    public bool? StructuredOutput { get; init; }

    /// <summary>The model must reason.</summary>
    public bool? Reasoning { get; init; }

    /// <summary>The request contains audio.</summary>
    public bool? Audio { get; init; }

    /// <summary>The request contains documents, such as a PDF.</summary>
    public bool? Files { get; init; }

    /// <summary>The answer must contain audio.</summary>
    public bool? AudioOutput { get; init; }
}
