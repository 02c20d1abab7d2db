package io.panoptes.training.loss;

/** The losses as plain loops in double precision, for the tests to compare with. */
final class PlainLosses {
  private PlainLosses() {}

  static double object(
      double[][][] a, double[][][] n, double[][] setA, double[][] setN, PoseInvariantObjectLoss l) {
    double sum = 0;
    for (int pair = 0; pair < a.length; pair++) {
      int confuserA = 0;
      int confuserN = 0;
      double least = Double.MAX_VALUE;
      for (int i = 0; i < a[pair].length; i++) {
        for (int j = 0; j < n[pair].length; j++) {
          double squared = Math.pow(distance(a[pair][i], n[pair][j]), 2);
          if (squared < least) {
            least = squared;
            confuserA = i;
            confuserN = j;
          }
        }
      }
      sum += hinge(distance(a[pair][confuserA], setA[pair]) - l.alpha());
      sum += hinge(distance(n[pair][confuserN], setN[pair]) - l.alpha());
      sum += l.lambda() * hinge(l.beta() - least);
      sum += l.lambda() * hinge(l.beta() - distance(setA[pair], setN[pair]));
    }
    return sum / a.length;
  }

  static double category(
      double[][][] a, double[][][] n, double[][] setA, double[][] setN, double theta) {
    double sum = 0;
    for (int pair = 0; pair < a.length; pair++) {
      double spreadA = 0;
      double spreadN = 0;
      for (int i = 0; i < a[pair].length; i++) {
        spreadA += distance(a[pair][i], setA[pair]) / a[pair].length;
        spreadN += distance(n[pair][i], setN[pair]) / n[pair].length;
      }
      sum += hinge(spreadA - theta) + hinge(spreadN - theta);
      sum += hinge(distance(setA[pair], setN[pair]) - theta);
    }
    return sum / a.length;
  }

  static double softmax(
      double[][] x, double[][] classes, int[] labels, int gamma, double[] weights) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double[] logits = new double[classes[0].length];
      double length = length(x[i]);
      for (int c = 0; c < logits.length; c++) {
        double product = 0;
        double square = 0;
        for (int d = 0; d < x[i].length; d++) {
          product += x[i][d] * classes[d][c];
          square += classes[d][c] * classes[d][c];
        }
        logits[c] = product;
        if (c == labels[i]) {
          double lengths = length * Math.sqrt(square);
          double angle = Math.acos(product / lengths);
          double k = Math.floor(angle * gamma / Math.PI);
          logits[c] = lengths * (Math.pow(-1, k) * Math.cos(gamma * angle) - 2 * k);
        }
      }
      double exponentials = 0;
      for (double logit : logits) {
        exponentials += Math.exp(logit);
      }
      sum += weights[i] * (Math.log(exponentials) - logits[labels[i]]);
    }
    return sum / x.length;
  }

  /** How often each is in a triplet, by the largest count. */
  static double[] hardWeights(double[][] x, int[] labels) {
    int n = x.length;
    double[][] unit = new double[n][];
    for (int i = 0; i < n; i++) {
      unit[i] = x[i].clone();
      for (int d = 0; d < unit[i].length; d++) {
        unit[i][d] /= length(x[i]);
      }
    }
    double[] counts = new double[n];
    double largest = 0;
    for (int i = 0; i < n; i++) {
      int positive = -1;
      int negative = -1;
      for (int j = 0; j < n; j++) {
        double distance = distance(unit[i], unit[j]);
        if (labels[i] == labels[j]) {
          if (i != j && (positive < 0 || distance > distance(unit[i], unit[positive]))) {
            positive = j;
          }
        } else if (negative < 0 || distance < distance(unit[i], unit[negative])) {
          negative = j;
        }
      }
      if (positive >= 0 && negative >= 0) {
        counts[i] += 2; // anchor of the positive pair, and of the negative one
        counts[positive]++;
        counts[negative]++;
      }
    }
    for (double count : counts) {
      largest = Math.max(largest, count);
    }
    for (int i = 0; i < n; i++) {
      counts[i] = largest == 0 ? 1 : counts[i] / largest;
    }
    return counts;
  }

  private static double hinge(double x) {
    return Math.max(0, x);
  }

  private static double distance(double[] x, double[] y) {
    double sum = 0;
    for (int d = 0; d < x.length; d++) {
      sum += (x[d] - y[d]) * (x[d] - y[d]);
    }
    return Math.sqrt(sum);
  }

  private static double length(double[] x) {
    return distance(x, new double[x.length]);
  }
}
