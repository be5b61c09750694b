namespace RulesRouter.RealClientTests.Clients;

/// <summary>What a client is asked to do with a prompt.</summary>
internal static class Act
{
    /// <summary>One answer at once.</summary>
    public const string Whole = "whole";

    /// <summary>One answer as a stream.</summary>
    public const string Stream = "stream";

    /// <summary>Offer the tool <c>read_file</c>, call it as the model says, and give back what it answers.</summary>
    public const string Tools = "tools";

    /// <summary>The same with streams.</summary>
    public const string ToolsStream = "tools-stream";

    /// <summary>Require an object with the property <c>city</c>.</summary>
    public const string Structured = "structured";
}
