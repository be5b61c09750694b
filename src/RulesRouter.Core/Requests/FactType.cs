using RulesRouter.Names;

namespace RulesRouter.Requests;

internal enum FactType
{
    Boolean,
    Number,
    [Spelling("text")]
    String,

    /// <summary>A string out of a closed list.</summary>
    Enum,

    /// <summary>A set of strings.</summary>
    Set,
}
