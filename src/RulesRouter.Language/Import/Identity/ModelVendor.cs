namespace RulesRouter.Language.Import.Identity;

/// <summary>A maker of models.</summary>
/// <param name="Names">Under which providers write it before a model's name: <c>meta.</c>, <c>meta-llama/</c>, <c>meta-</c>.</param>
/// <param name="Families">First words of its models' names.</param>
/// <param name="Provider">The provider of models.dev that sells its models at its own prices; null if there is none.</param>
internal sealed record ModelVendor(string Id, string[] Names, string[] Families, string? Provider)
{
    /// <summary>All of its models share one first word, which providers may leave out after its name: <c>deepseek.r1</c>.</summary>
    public string? OnlyFamily => Families is [var only] && only == Id ? only : null;
}
