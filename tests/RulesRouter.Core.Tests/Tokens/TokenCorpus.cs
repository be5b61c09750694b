using Microsoft.ML.Tokenizers;

namespace RulesRouter.Core.Tests.Tokens;

/// <summary>
/// The texts in tests/testdata/tokens, a file a kind of text, in pieces: every other piece fits the weights, the rest checks them.
/// </summary>
internal static class TokenCorpus
{
    private const int PieceCharacters = 240;

    public static TiktokenTokenizer O200k { get; } = TiktokenTokenizer.CreateForEncoding("o200k_base");

    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal),
    ];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "testdata", "tokens");

    public static int Tokens(string text) => O200k.CountTokens(text, considerPreTokenization: true, considerNormalization: false);

    public static IEnumerable<string> ToFit(string name) => PiecesOf(name).Where((_, at) => at % 2 == 0);

    /// <summary>As one text, so that the rounding of short pieces does not count.</summary>
    public static string ToCheck(string name) => string.Join('\n', PiecesOf(name).Where((_, at) => at % 2 == 1));

    private static List<string> PiecesOf(string name)
    {
        var pieces = new List<string>();
        var piece = "";
        foreach (var line in File.ReadLines(Path.Combine(Folder, name + ".txt")))
        {
            piece += line + "\n";
            if (piece.Length >= PieceCharacters)
            {
                pieces.Add(piece);
                piece = "";
            }
        }

        return piece.Length > 0 ? [.. pieces, piece] : pieces;
    }
}
