using System.Diagnostics;
namespace RulesRouter.Language.Formatting;

/// <summary>
/// The comments of a document, in order: each <c>#</c> at the start of a word outside every scalar. Each comment is returned once.
/// </summary>
internal sealed class Comments
{
    private readonly List<Comment> all;
    private int next;

    private Comments(List<Comment> all) => this.all = all;

    /// <param name="Start">Offset of the <c>#</c>.</param>
    /// <param name="Line">Counted from 1.</param>
    /// <param name="Column">Counted from 0.</param>
    public sealed record Comment(int Start, int Line, int Column, bool IsAlone, string Text);

    public IEnumerable<string> Texts => all.Select(comment => comment.Text);

    public static Comments Of(string text, StyledNode root)
    {
        var found = new List<Comment>();
        var scalars = new Queue<(int Start, int End)>(Scalars(root));
        var (line, lineStart) = (1, 0);
        for (var at = 0; at < text.Length; at++)
        {
            while (scalars.TryPeek(out var scalar) && scalar.End <= at)
            {
                scalars.Dequeue();
            }

            if (text[at] == '\n')
            {
                (line, lineStart) = (line + 1, at + 1);
            }
            else if (text[at] == '#'
                && (at == 0 || char.IsWhiteSpace(text[at - 1]))
                && !(scalars.TryPeek(out var inside) && inside.Start <= at))
            {
                var end = text.IndexOf('\n', at);
                var comment = text[at..(end < 0 ? text.Length : end)];
                found.Add(new Comment(at, line, at - lineStart, text[lineStart..at].Trim().Length == 0, comment.TrimEnd()));
                at += comment.Length - 1;
            }
        }

        return new Comments(found);
    }

    /// <summary>The comments before an offset.</summary>
    public IEnumerable<Comment> Before(int offset) => Take(comment => comment.Start < offset);

    /// <summary>The comments before an offset that start at or right of a column.</summary>
    public IEnumerable<Comment> Before(int offset, int column) =>
        Take(comment => comment.Start < offset && comment.IsAlone && comment.Column >= column);

    /// <summary>The comment at the end of a line, before an offset.</summary>
    public Comment? OnLine(int line, int before) =>
        Take(comment => comment.Line == line && !comment.IsAlone && comment.Start < before).FirstOrDefault();

    /// <summary>Whether the next comment is between two offsets.</summary>
    public bool AnyBetween(int start, int end) => next < all.Count && all[next].Start >= start && all[next].Start < end;

    private IEnumerable<Comment> Take(Func<Comment, bool> wanted)
    {
        while (next < all.Count && wanted(all[next]))
        {
            yield return all[next++];
        }
    }

    private static IEnumerable<(int Start, int End)> Scalars(StyledNode node) => node switch
    {
        StyledScalar scalar => [(scalar.Start, scalar.End)],
        StyledSequence sequence => sequence.Items.SelectMany(Scalars),
        StyledMapping mapping => mapping.Entries.SelectMany(entry => Scalars(entry.Key).Concat(Scalars(entry.Value))),
        StyledAlias => [],
        _ => throw new UnreachableException(),
    };
}
