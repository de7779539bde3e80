package audio.liminal.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes a point for one of the class under whose normal distribution, of full covariance, it is
 * most likely; all classes are as likely beforehand (quadratic discriminant analysis).
 */
public final class GaussianClassifier {
  private final List<Density> densities = new ArrayList<>();

  /**
   * @param examples points of each class
   * @param ridge variance added to every dimension
   */
  public GaussianClassifier(Map<String, List<double[]>> examples, double ridge) {
    new TreeMap<>(examples)
        .forEach((name, points) -> densities.add(Density.of(name, points, ridge)));
  }

  /** The likeliest class. */
  public String classOf(double[] point) {
    Density likeliest = densities.get(0);
    for (Density density : densities) {
      if (density.logLikelihood(point) > likeliest.logLikelihood(point)) {
        likeliest = density;
      }
    }
    return likeliest.name;
  }

  /** The share of points taken for one of a class; not a number where there are no points. */
  public double share(List<double[]> points, String name) {
    long taken = points.stream().filter(point -> classOf(point).equals(name)).count();
    return (double) taken / points.size();
  }

  /**
   * The distribution of one class.
   *
   * @param factor Cholesky's of its covariance
   * @param logNorm sum of the logarithms of the factor's diagonal
   */
  private record Density(String name, double[] mean, double[][] factor, double logNorm) {
    static Density of(String name, List<double[]> points, double ridge) {
      Gaussian gaussian = Gaussian.of(points).widened(ridge);
      double[][] factor = Cholesky.of(gaussian.covariance());
      double logNorm = 0;
      for (int i = 0; i < factor.length; i++) {
        logNorm += Math.log(factor[i][i]);
      }
      return new Density(name, gaussian.mean(), factor, logNorm);
    }

    double logLikelihood(double[] point) {
      double[] away = new double[mean.length];
      for (int i = 0; i < away.length; i++) {
        away[i] = point[i] - mean[i];
      }
      Cholesky.solve(factor, away, away);
      double squares = 0;
      for (double v : away) {
        squares += v * v;
      }
      return -squares / 2 - logNorm;
    }
  }
}
