using System.ComponentModel;

namespace RulesRouter.RealClientTests.Clients;

/// <summary>What clients for .NET ask beside the prompt; <c>Node/questions.mjs</c> is the same for npm's.</summary>
internal static class Questions
{
    public const string Tool = "read_file";
    public const string ToolDescription = "Reads a file";

    public const string ToolParameters =
        """{"type":"object","properties":{"path":{"type":"string"}},"required":["path"],"additionalProperties":false}""";

    public const string CitySchema =
        """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""";

    [Description(ToolDescription)]
    public static string Read(string path) => $"contents of {path}";
}

/// <summary>A structured answer.</summary>
internal sealed record Place(string City);
