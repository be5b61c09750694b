namespace RulesRouter.Requests;

public enum FactType
{
    Boolean,
    Number,
    Text,

    /// <summary>Text out of a closed list.</summary>
    Enum,

    /// <summary>A set of texts.</summary>
    Set,
}
