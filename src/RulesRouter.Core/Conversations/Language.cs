using System.Collections.Frozen;
using System.Collections.Immutable;

namespace RulesRouter.Conversations;

/// <summary>
/// The language of a text: by its script, and for Latin and Cyrillic script by frequent words and letters that are in few languages. Code
/// and texts without such words have none.
/// </summary>
internal static class Language
{
    private const int Head = 4_000;

    /// <summary>Share of a text's letters from which its script decides.</summary>
    private const double ScriptShare = 0.2;

    private static readonly (string Code, string Words)[] Latin =
    [
        ("en", "the and is are of to in that for with what how this it you my not can please why from have does be was on"),
        ("de", "der die das und ist nicht ein eine wie ich du bitte mit für auf den dem von zu warum kann was wird sind es im"),
        ("fr", "le la les et est pas un une des que pour dans comment je vous avec ce sur qui pourquoi du au plus cette"),
        ("es", "el la los las y es no un una que para en cómo por con qué del como se más mi está puedo este"),
        ("pt", "o os as e é não um uma que para em como por com do da no na você mais meu está isso são"),
        ("it", "il lo gli e è non un una che per di come con del della sono perché questo nel si più mi cosa"),
        ("nl", "de het een en is niet van ik je hoe wat voor met op dat kan deze zijn waarom te er aan"),
        ("pl", "i w nie jest na jak się to z do co że dla proszę czy jestem oraz przez dlaczego tego"),
        ("cs", "a je se na jak v že to s pro co není prosím ale jsem jako také proč"),
        ("sv", "och är att det en ett som på inte hur jag för med av till den vad varför kan"),
        ("da", "og er at det en et som på ikke hvordan jeg for med af til den hvad hvorfor kan"),
        ("fi", "ja on ei se että miten mikä kuin tämä minä ovat mutta voi miksi"),
        ("hu", "a az és nem hogy van egy mi ez meg kérem miért hogyan csak"),
        ("ro", "și este nu un o cum pentru în că cu ce din mai sunt de la"),
        ("tr", "ve bir bu için nasıl ne ile mı mi değil çok var daha neden lütfen olarak"),
        ("id", "dan yang di untuk dengan ini itu tidak apa bagaimana saya dari ke adalah pada"),
        ("vi", "và là của không cho có được một những làm thế nào này tôi với trong"),
    ];

    private static readonly FrozenDictionary<string, ImmutableArray<int>> LanguagesOf = Latin
        .SelectMany((language, index) => language.Words.Split(' ').Distinct().Select(word => (word, index)))
        .GroupBy(pair => pair.word)
        .ToFrozenDictionary(group => group.Key, group => group.Select(pair => pair.index).ToImmutableArray(), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ImmutableArray<int>>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        LanguagesOf.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>ISO 639-1 codes of the languages that are recognised.</summary>
    public static ImmutableArray<string> Codes { get; } =
    [
        .. Latin.Select(language => language.Code)
            .Concat(["zh", "ja", "ko", "ru", "uk", "el", "he", "ar", "fa", "hi", "th"])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Null if it is not recognised.</summary>
    public static string? Of(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, Head));
        return OfScript(head) ?? OfWords(head);
    }

    private static string? OfScript(ReadOnlySpan<char> text)
    {
        var (letters, han, kana, hangul, cyrillic, ukrainian, greek, hebrew, arabic, persian, devanagari, thai) =
            (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        foreach (var letter in text)
        {
            letters += char.IsLetter(letter) ? 1 : 0;
            han += letter is >= '\u3400' and < '\uA000' ? 1 : 0;
            kana += letter is >= '\u3040' and < '\u3100' ? 1 : 0;
            hangul += letter is >= '\uAC00' and < '\uD7B0' ? 1 : 0;
            cyrillic += letter is >= '\u0400' and < '\u0530' ? 1 : 0;
            ukrainian += letter is 'і' or 'ї' or 'є' or 'ґ' ? 1 : 0;
            greek += letter is >= '\u0370' and < '\u0400' ? 1 : 0;
            hebrew += letter is >= '\u0590' and < '\u0600' ? 1 : 0;
            arabic += letter is >= '\u0600' and < '\u0700' ? 1 : 0;
            persian += letter is 'پ' or 'چ' or 'ژ' or 'گ' or 'ی' ? 1 : 0;
            devanagari += letter is >= '\u0900' and < '\u0980' ? 1 : 0;
            thai += letter is >= '\u0E00' and < '\u0E80' ? 1 : 0;
        }

        var least = Math.Max(1, letters * ScriptShare);
        return kana > 0 && han + kana >= least ? "ja"
            : han >= least ? "zh"
            : hangul >= least ? "ko"
            : cyrillic >= least ? (ukrainian > 0 ? "uk" : "ru")
            : greek >= least ? "el"
            : hebrew >= least ? "he"
            : arabic >= least ? (persian > 0 ? "fa" : "ar")
            : devanagari >= least ? "hi"
            : thai >= least ? "th"
            : null;
    }

    /// <summary>The language with the most of its frequent words; at least two, and more than any other.</summary>
    private static string? OfWords(ReadOnlySpan<char> text)
    {
        Span<int> hits = stackalloc int[Latin.Length];
        hits.Clear();
        Span<char> word = stackalloc char[16];
        var length = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && char.IsLetter(text[at]))
            {
                if (length < word.Length)
                {
                    word[length] = char.ToLowerInvariant(text[at]);
                }

                length++;
                continue;
            }

            if (length > 0 && length <= word.Length && Lookup.TryGetValue(word[..length], out var languages))
            {
                foreach (var language in languages)
                {
                    hits[language]++;
                }
            }

            length = 0;
        }

        var (best, second, index) = (0, 0, -1);
        for (var at = 0; at < hits.Length; at++)
        {
            (best, second, index) = hits[at] > best ? (hits[at], best, at) : (best, Math.Max(second, hits[at]), index);
        }

        return best >= 2 && best > second ? Latin[index].Code : null;
    }
}
