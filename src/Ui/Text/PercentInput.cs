using System.Globalization;

namespace PadelSaaS.Ui.Text;

/// <summary>Shares as people type them, in per cent with point or comma.</summary>
public static class PercentInput
{
    /// <summary>Basis points, 0 to 10,000; <see langword="null"/> for what is no share of a whole or has more than two decimals.</summary>
    public static int? Parse(string text) =>
        decimal.TryParse(text.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100 && percent * 100 % 1 == 0
            ? (int)(percent * 100) : null;

    /// <summary>The share as a form shows it; nothing for none.</summary>
    public static string Plain(int basisPoints) => basisPoints == 0 ? "" : (basisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture);
}
