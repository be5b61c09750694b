namespace RulesRouter.Gateway.Tests.Dialects.Viewing;

/// <summary>What a client sees of an answer, in the words of no dialect.</summary>
internal sealed class ViewedAnswer
{
    public string Text { get; set; } = "";

    public string Refusal { get; set; } = "";

    public string Reasoning { get; set; } = "";

    public List<ViewedCall> Calls { get; } = [];

    /// <summary>Types of parts that only one dialect has.</summary>
    public List<string> Foreign { get; } = [];

    /// <summary><c>stop, length, tool, filter, pause</c>, or the vendor's own word.</summary>
    public string? Finish { get; set; }

    public ViewedUsage? Usage { get; set; }

    public string? Id { get; set; }
}
