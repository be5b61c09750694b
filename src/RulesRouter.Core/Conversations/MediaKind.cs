namespace RulesRouter.Conversations;

/// <summary>What a message can contain besides text.</summary>
internal enum MediaKind
{
    Image,
    Audio,

    /// <summary>A document, such as a PDF.</summary>
    File,
}
