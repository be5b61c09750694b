using System.Buffers;

namespace RulesRouter.Classifiers.Reading;

/// <summary>
/// The text in lower case, a byte a character and runs of white space as one blank, collected until it is worth telling a listener.
/// What was told last stays in front as context. Its buffer is pooled: dispose it.
/// </summary>
internal ref struct LoweredText
{
    /// <summary>Characters that an n-gram reaches back.</summary>
    private const int Context = 3;

    private const byte Blank = (byte)' ';

    /// <summary>Told more seldom, words would come long before their n-grams, and take what is kept of a long text for themselves.</summary>
    private const int WorthTelling = 512;

    private readonly byte[] rented;
    private int length = Context;

    /// <param name="characters">So many will be added at most.</param>
    public LoweredText(int characters)
    {
        rented = ArrayPool<byte>.Shared.Rent(characters + Context);
        rented.AsSpan(0, Context).Clear();
    }

    /// <summary>Where the next characters go; say how many they were with <see cref="Took"/>.</summary>
    public readonly Span<byte> Free => rented.AsSpan(length);

    public void Took(int characters) => length += characters;

    public void Add(char unit) => rented[length++] = (byte)unit;

    public void AddBlank()
    {
        rented[length] = Blank;
        length += rented[length - 1] == Blank ? 0 : 1;
    }

    public void TellIfWorth<TListener>(ref TListener listener)
        where TListener : struct, IScanListener
    {
        if (length >= WorthTelling)
        {
            Tell(ref listener);
        }
    }

    public void Tell<TListener>(ref TListener listener)
        where TListener : struct, IScanListener
    {
        listener.Characters(rented.AsSpan(0, length), Context);
        rented.AsSpan(length - Context, Context).CopyTo(rented);
        length = Context;
    }

    public readonly void Dispose() => ArrayPool<byte>.Shared.Return(rented);
}
