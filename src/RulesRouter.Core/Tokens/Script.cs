namespace RulesRouter.Tokens;

/// <summary>Groups of characters outside ASCII that have a similar number of tokens a character.</summary>
internal enum Script : byte
{
    /// <summary>Latin letters with marks: part of a word with ASCII letters.</summary>
    Latin,

    /// <summary>Latin letters of the block U+1E00 to U+1EFF, most of them Vietnamese.</summary>
    LatinAdditional,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    Devanagari,
    OtherIndic,

    /// <summary>Its characters are one to two tokens each.</summary>
    Odia,
    Tibetan,
    Lao,
    Ethiopic,

    Sinhala,

    MyanmarAndKhmer,
    Thai,
    Georgian,
    Hangul,
    Kana,
    Han,

    /// <summary>Punctuation, full-width forms and quotation marks.</summary>
    Mark,

    /// <summary>Arrows, boxes, mathematics, dingbats.</summary>
    Symbol,

    /// <summary>Half of a character beyond the basic plane: emoji, rare ideographs.</summary>
    Surrogate,

    /// <summary>Joiners, variation selectors and blanks of other widths.</summary>
    Joiner,
    Other,
    Count,
}
