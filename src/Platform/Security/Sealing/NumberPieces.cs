namespace PadelSaaS.Platform.Security;

/// <summary>
/// The parts of a telephone number by which people say it: its end (four digits and more), and its beginning (six and more) with or without
/// what stands before the number at home: up to three digits of a country, or a nought. A part from the middle finds nothing. Each part becomes a
/// keyed token; the fewer there are and the longer, the less a stolen table tells.
/// </summary>
public static class NumberPieces
{
    /// <summary>Fewest digits that find a number.</summary>
    public const int Fewest = 4;

    private const int FewestOfBeginning = 6;
    private const int MostBefore = 3;
    private const int MostDigits = 20;

    /// <summary>The digits of a number, in the order they are dialled, whatever script they are written in.</summary>
    public static string Digits(string? number) => string.Concat((number ?? "").Where(char.IsDigit).Select(digit => (int)char.GetNumericValue(digit)));

    /// <summary>Every part that finds the number, each once.</summary>
    public static IReadOnlyCollection<string> Of(string? number)
    {
        var digits = Digits(number);
        if (digits.Length > MostDigits) digits = digits[..MostDigits];
        var pieces = new HashSet<string>();
        for (var length = Fewest; length <= digits.Length; length++) pieces.Add(digits[^length..]);
        for (var before = 0; before <= MostBefore; before++)
            for (var length = FewestOfBeginning; before + length <= digits.Length; length++) pieces.Add(digits.Substring(before, length));
        return pieces;
    }
}
